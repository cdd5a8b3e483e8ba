/** What system administrators see of the jobs of the site, and how they hold them up. */
import { isTrue } from "../../store/db.ts";
import { stopExecutions } from "../../store/executions.ts";
import {
  isPaused,
  listQueues as queues,
  listWorkers as workers,
  openExecutions,
  pauseKinds,
  type QueueRow,
  resumeKinds,
  type WorkerRow,
} from "../../store/job-queues.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { ringJobs } from "../../store/jobs-queue.ts";
import { listSchedules as schedules, type ScheduleRow } from "../../store/schedules.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { findTask, listTaskLog, type LogLine, type TaskRow } from "../../store/tasks.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { siteId } from "../site/bootstrap.ts";
import { jobKinds } from "./registry.ts";

const resource = "jobservice-monitor";
/** Paused: nothing begins by the clock. */
const scheduler = "SCHEDULER";
const logLinesMax = 1000;

/** One for each kind of job. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listQueues(ctx: Context): Promise<QueueRow[]> {
  await authorizeSystem(ctx, resource, "list");
  return queues(ctx.store, [...Object.keys(jobKinds), scheduler]);
}

export type QueueAction = "stop" | "pause" | "resume";

/**
 * @param type a kind of job, `SCHEDULER`, or `all`
 * @throws DomainError FORBIDDEN, NOT_FOUND
 */
export async function actOnQueue(ctx: Context, type: string, action: QueueAction): Promise<void> {
  await authorizeSystem(ctx, resource, "stop");
  const kinds = kindsOf(type);
  const statements: Readonly<Record<QueueAction, Sql[]>> = {
    pause: [pauseKinds(kinds)],
    resume: [resumeKinds(kinds)],
    stop: stopExecutions(openExecutions(kinds)),
  };
  await ctx.commit([guardSystem(ctx.actor, resource, "stop"), ...statements[action], happened(ctx, action, type)]);
  if (action === "resume") await ringJobs(ctx.store);
}

function kindsOf(type: string): string[] {
  const known = [...Object.keys(jobKinds), scheduler];
  const wanted = type.toUpperCase();
  const kinds = wanted === "ALL" ? known : known.filter((kind) => kind === wanted);
  if (kinds.length === 0) throw new DomainError("NOT_FOUND", { message: `there are no jobs of the type ${type}` });
  return kinds;
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function isSchedulerPaused(ctx: Context, type: string): Promise<boolean> {
  await authorizeSystem(ctx, resource, "list");
  const kinds = kindsOf(type);
  return isTrue(ctx.store, isPaused(sql`${kinds.includes(scheduler) ? scheduler : (kinds[0] ?? "")}`));
}

/** Everything that begins by the clock. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listSchedules(ctx: Context, page: Page): Promise<Listing<ScheduleRow>> {
  await authorizeSystem(ctx, resource, "list");
  return schedules(ctx.store, page);
}

export interface Pool {
  readonly id: string;
  readonly concurrency: number;
}

/** The site is one pool. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function getPool(ctx: Context): Promise<Pool> {
  await authorizeSystem(ctx, resource, "list");
  return { id: await siteId(ctx), concurrency: Object.values(jobKinds).reduce((sum, kind) => sum + kind.concurrency, 0) };
}

/** Tasks that are worked on now. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listWorkers(ctx: Context, poolId: string): Promise<WorkerRow[]> {
  const pool = await getPool(ctx);
  if (poolId !== pool.id && poolId !== "all") throw new DomainError("NOT_FOUND", { message: `pool ${poolId} not found` });
  return workers(ctx.store);
}

/** With the run that it belongs to; `all`: everything. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it has ended */
export async function stopJob(ctx: Context, id: string): Promise<void> {
  await authorizeSystem(ctx, resource, "stop");
  const task = id === "all" ? null : await findJob(ctx, id);
  if (task && task.endedAt !== null) throw new DomainError("PRECONDITION", { message: `job ${id} has ended` });
  const executions = task ? sql`(select execution_id from tasks where id = ${task.id})` : openExecutions(Object.keys(jobKinds));
  await ctx.commit([guardSystem(ctx.actor, resource, "stop"), ...stopExecutions(executions), happened(ctx, "stop", `job ${id}`)]);
}

/** The newest lines, oldest first. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getJobLog(ctx: Context, id: string): Promise<LogLine[]> {
  await authorizeSystem(ctx, resource, "read");
  return listTaskLog(ctx.store, (await findJob(ctx, id)).id, logLinesMax);
}

async function findJob(ctx: Context, id: string): Promise<TaskRow> {
  const task = /^\d{1,15}$/.test(id) ? await findTask(ctx.store, Number(id)) : null;
  if (!task) throw new DomainError("NOT_FOUND", { message: `job ${id} not found` });
  return task;
}

function happened(ctx: Context, operation: string, what: string): Sql {
  return auditRow(ctx, { operation, resourceType: "job", resource: what, projectId: null, success: true });
}
