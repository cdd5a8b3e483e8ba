/** Runs of jobs as the API shows them. */
import type { z } from "@hono/zod-openapi";
import { nextTimes } from "../../domain/jobs/cron.ts";
import type { ExecutionRow } from "../../store/executions.ts";
import type { ScheduleRow } from "../../store/schedules.ts";
import type { LogLine } from "../../store/tasks.ts";
import { time } from "./schemas/common.ts";
import type { ExecHistory } from "./schemas/jobs.ts";

type Shown = z.input<typeof ExecHistory>;

export function runShown(run: ExecutionRow): Shown {
  const parameters = { ...(JSON.parse(run.parameters) as object), ...(JSON.parse(run.counters) as object) };
  return {
    id: run.id,
    job_name: run.kind,
    job_kind: run.trigger,
    job_parameters: JSON.stringify(parameters),
    schedule: { type: run.trigger === "MANUAL" ? "Manual" : "Custom" },
    job_status: run.status,
    deleted: false,
    creation_time: time(run.startedAt),
    update_time: time(run.endedAt ?? run.startedAt),
  };
}

/** With the next three times. Empty when there is none. */
export function scheduleShown(schedule: ScheduleRow | null, nowMs: number): Shown {
  if (!schedule) return {};
  return {
    id: schedule.id,
    job_name: schedule.kind,
    job_kind: "SCHEDULE",
    job_parameters: schedule.parameters,
    schedule: {
      type: typeShown(schedule.type),
      cron: schedule.cron,
      ...(schedule.nextAt === null ? {} : { next_scheduled_time: time(schedule.nextAt) }),
      next_runs: (nextTimes(schedule.cron, nowMs, 3) ?? []).map(time),
    },
    job_status: "Pending",
    deleted: false,
    creation_time: time(schedule.createdAt),
    update_time: time(schedule.updatedAt),
  };
}

/** The portal of Harbor knows these; `Schedule` is its API's word for a custom one. */
function typeShown(type: string): "Hourly" | "Daily" | "Weekly" | "Custom" {
  return type === "Hourly" || type === "Daily" || type === "Weekly" ? type : "Custom";
}

export function logText(lines: readonly LogLine[]): Response {
  const text = lines.map(({ at, text: line }) => `${time(at)} ${line}\n`).join("");
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
