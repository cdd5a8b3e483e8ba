/** Jobs of the site that have runs, a schedule and logs: garbage collection, scrub and the purge of the audit log. */
import { queryOptions } from "@tanstack/react-query";
import { get, list, request } from "../../api/client.ts";
import type { RunShown } from "../../api/upkeep-types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** As in the address of the API. */
export type SystemJob = "gc" | "scrub" | "purgeaudit";

export interface Run {
  readonly id: number;
  readonly isByHand: boolean;
  readonly status: string;
  readonly startedAt: string;
  /** As long as it runs, the time of its beginning. */
  readonly endedAt: string;
  /** What it was started with, and what it has counted. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface JobSchedule {
  /** Empty: none. */
  readonly cron: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const whileRunningMs = 1500;
const elseMs = 20_000;

export const runsQuery = (job: SystemJob, search: ListSearch) =>
  queryOptions({
    queryKey: [job, "runs", search],
    queryFn: async ({ signal }) => {
      const { items, total } = await list<RunShown>(path(job), listQuery(search), signal);
      return { items: items.map(runOf), total };
    },
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) === false ? elseMs : whileRunningMs),
  });

/** The newest first, as many as a page of the API holds. */
export const recentRunsQuery = (job: SystemJob) =>
  queryOptions({
    queryKey: [job, "recent"],
    queryFn: async ({ signal }) => (await list<RunShown>(path(job), { page_size: 100 }, signal)).items.map(runOf),
    refetchInterval: ({ state }) => (state.data?.[0] && isOpen(state.data[0]) ? whileRunningMs : elseMs),
  });

export const runLogQuery = (job: SystemJob, run: Run) =>
  queryOptions({
    queryKey: [job, "log", run.id],
    queryFn: async ({ signal }) => (await get<string | null>(`${path(job)}/${run.id}/log`, undefined, signal)) ?? "",
    staleTime: 0,
    refetchInterval: isOpen(run) ? whileRunningMs : false,
  });

export const jobScheduleQuery = (job: SystemJob) =>
  queryOptions({
    queryKey: [job, "schedule"],
    queryFn: async ({ signal }): Promise<JobSchedule> => {
      const found = await get<RunShown>(`${path(job)}/schedule`, undefined, signal);
      return { cron: found.schedule?.cron ?? "", parameters: valuesOf(found.job_parameters) };
    },
  });

export async function startRun(job: SystemJob, parameters: Readonly<Record<string, unknown>>): Promise<number> {
  const { createdId } = await request("POST", `${path(job)}/schedule`, { body: { schedule: { type: "Manual" }, parameters } });
  return createdId ?? 0;
}

export async function saveSchedule(job: SystemJob, { cron, parameters }: JobSchedule): Promise<void> {
  const schedule = cron === "" ? { type: "None" } : { type: typeOf(cron), cron };
  await request("PUT", `${path(job)}/schedule`, { body: { schedule, parameters } });
}

export async function stopRun(job: SystemJob, id: number): Promise<void> {
  await request("PUT", `${path(job)}/${id}`);
}

/** Waits for the end of a run that takes no longer than a look. */
export async function endOf(job: SystemJob, id: number): Promise<Run> {
  for (;;) {
    const run = runOf(await get<RunShown>(`${path(job)}/${id}`));
    if (!isOpen(run)) return run;
    await new Promise((resolve) => setTimeout(resolve, whileRunningMs / 3));
  }
}

export function isOpen({ status }: Run): boolean {
  return status === "Running" || status === "Pending";
}

export function countOf({ values }: Run, name: string): number {
  const value = values[name];
  return typeof value === "number" ? value : 0;
}

function path(job: SystemJob): string {
  return `/system/${job}`;
}

function runOf(shown: RunShown): Run {
  return {
    id: shown.id ?? 0,
    isByHand: shown.job_kind === "MANUAL",
    status: shown.job_status ?? "",
    startedAt: shown.creation_time ?? "",
    endedAt: shown.update_time ?? "",
    values: valuesOf(shown.job_parameters),
  };
}

function valuesOf(text: string | undefined): Readonly<Record<string, unknown>> {
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** Harbor's portal knows these by name. */
function typeOf(cron: string): string {
  const usual: Readonly<Record<string, string>> = { "0 0 * * * *": "Hourly", "0 0 0 * * *": "Daily", "0 0 0 * * 0": "Weekly" };
  return usual[cron] ?? "Custom";
}
