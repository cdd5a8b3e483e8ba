/** Runs of a job of the site: by hand or by the clock, one at a time, with their history and log. */
import { type ExecutionRow, findExecution, listExecutions, stopExecution } from "../../store/executions.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { deleteSchedule, findSchedule, type ScheduleRow, setSchedule } from "../../store/schedules.ts";
import { listTaskLog, listTasks, type LogLine } from "../../store/tasks.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readSchedule, type ScheduleRequest } from "./schedule-request.ts";
import { startExecution } from "./start-execution.ts";

/** What a job of the site is, to those who run it. */
export interface SystemJob {
  /** As in `registry.ts`. */
  readonly kind: string;
  /** Whose rights `create`, `read`, `update`, `list` and `stop` are needed. */
  readonly resource: string;
  /** In the audit log. */
  readonly resourceType: string;
  /** For people. */
  readonly name: string;
}

const logLinesMax = 1000;

/** Newest first. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listRuns(
  ctx: Context,
  { kind, resource }: SystemJob,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<ExecutionRow>> {
  await authorizeSystem(ctx, resource, "list");
  return listExecutions(ctx.store, { kind, vendorId: 0, terms }, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRun(ctx: Context, job: SystemJob, id: number): Promise<ExecutionRow> {
  await authorizeSystem(ctx, job.resource, "read");
  return findRun(ctx, job, id);
}

/** The newest lines, oldest first. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRunLog(ctx: Context, job: SystemJob, id: number): Promise<LogLine[]> {
  const execution = await getRun(ctx, job, id);
  const { items } = await listTasks(ctx.store, { executionId: execution.id }, { offset: 0, count: 1, sort: [] });
  const [task] = items;
  return task ? listTaskLog(ctx.store, task.id, logLinesMax) : [];
}

/** What it has done by then stays done. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it has ended */
export async function stopRun(ctx: Context, job: SystemJob, id: number): Promise<void> {
  await authorizeSystem(ctx, job.resource, "stop");
  assertRuns(await findRun(ctx, job, id), `${job.name} ${id}`);
  await ctx.commit([guardSystem(ctx.actor, job.resource, "stop"), ...stopExecution(id), happened(ctx, job, "stop", String(id))]);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function getSchedule(ctx: Context, { kind, resource }: SystemJob): Promise<ScheduleRow | null> {
  await authorizeSystem(ctx, resource, "read");
  return findSchedule(ctx.store, kind, 0);
}

/**
 * Runs it now (`Manual`: returns the execution's id), by the clock, or never again. A schedule takes the place of the one before, also one
 * that is created (Harbor 2.16).
 *
 * @throws DomainError BAD_REQUEST, FORBIDDEN, CONFLICT while one runs
 */
export async function scheduleRuns(
  ctx: Context,
  job: SystemJob,
  change: "create" | "update",
  request: { schedule: ScheduleRequest; readParameters: () => unknown },
): Promise<number | null> {
  const { kind, resource } = job;
  await authorizeSystem(ctx, resource, change);
  const { schedule } = request;
  const guard = guardSystem(ctx.actor, resource, change);
  if (schedule.type === "None") {
    await ctx.commit([guard, deleteSchedule(kind, 0), happened(ctx, job, change, "schedule None")]);
    return null;
  }
  const parameters = request.readParameters();
  if (schedule.type === "Manual") {
    const execution = { kind, vendorId: 0, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] } as const;
    return startExecution(ctx, execution, [guard, happened(ctx, job, "start", "manual")]);
  }
  const row = { kind, vendorId: 0, ...readSchedule(schedule, ctx.now()), parameters: JSON.stringify(parameters) };
  await ctx.commit([guard, setSchedule(row), happened(ctx, job, change, `schedule ${row.cron}`)]);
  return null;
}

/** For the message; a guard proves it as the batch commits. @throws DomainError PRECONDITION */
export function assertRuns({ endedAt, status }: ExecutionRow, name: string): void {
  if (endedAt !== null) throw new DomainError("PRECONDITION", { message: `${name} has ended: ${status}` });
}

async function findRun(ctx: Context, job: SystemJob, id: number): Promise<ExecutionRow> {
  const found = await findExecution(ctx.store, job.kind, id);
  if (!found) throw new DomainError("NOT_FOUND", { message: `${job.name} ${id} not found` });
  return found;
}

function happened(ctx: Context, { resourceType }: SystemJob, operation: string, resource: string) {
  return auditRow(ctx, { operation, resourceType, resource, projectId: null, success: true });
}
