import { queryOptions } from "@tanstack/react-query";
import { get, list, request } from "../../api/client.ts";
import type { JobQueue, RunningTask, ScheduledTask, WorkerPool } from "../../api/upkeep-types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** The queue of everything that begins by the clock. */
export const scheduler = "SCHEDULER";
export type QueueAction = "pause" | "resume" | "stop";

const refreshMs = 4000;

export const queuesQuery = queryOptions({
  queryKey: ["jobservice", "queues"],
  queryFn: ({ signal }) => get<JobQueue[]>("/jobservice/queues", undefined, signal),
  refetchInterval: refreshMs,
});

export const poolsQuery = queryOptions({
  queryKey: ["jobservice", "pools"],
  queryFn: ({ signal }) => get<WorkerPool[]>("/jobservice/pools", undefined, signal),
  refetchInterval: 5 * refreshMs,
});

export const runningQuery = queryOptions({
  queryKey: ["jobservice", "workers"],
  queryFn: ({ signal }) => get<RunningTask[]>("/jobservice/pools/all/workers", undefined, signal),
  refetchInterval: refreshMs,
});

export const taskLogQuery = (id: string) =>
  queryOptions({
    queryKey: ["jobservice", "log", id],
    queryFn: async ({ signal }) => (await get<string | null>(`/jobservice/jobs/${id}/log`, undefined, signal)) ?? "",
    staleTime: 0,
    refetchInterval: refreshMs / 2,
  });

export const schedulesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["schedules", search],
    queryFn: ({ signal }) => list<ScheduledTask>("/schedules", listQuery(search), signal),
  });

/** @param type a kind of job */
export async function actOnQueue(type: string, action: QueueAction): Promise<void> {
  await request("PUT", `/jobservice/queues/${type}`, { body: { action } });
}

export async function stopTask(id: string): Promise<void> {
  await request("PUT", `/jobservice/jobs/${id}`);
}
