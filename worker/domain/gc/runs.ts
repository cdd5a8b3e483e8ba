import { type ExecutionRow, findExecution, listExecutions, stopExecution } from "../../store/executions.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { deleteSchedule, findSchedule, type ScheduleRow, setSchedule } from "../../store/schedules.ts";
import { listTaskLog, listTasks, type LogLine } from "../../store/tasks.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow, type Happening } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readSchedule, type ScheduleRequest } from "../jobs/schedule-request.ts";
import { startExecution } from "../jobs/start-execution.ts";
import type { CollectionParameters } from "./parameters.ts";

const kind = "GARBAGE_COLLECTION";
const resource = "garbage-collection";
const of = { kind, vendorId: 0 };
const logLinesMax = 1000;

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listCollections(ctx: Context, page: Page): Promise<Listing<ExecutionRow>> {
  await authorizeSystem(ctx, resource, "list");
  return listExecutions(ctx.store, of, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getCollection(ctx: Context, id: number): Promise<ExecutionRow> {
  await authorizeSystem(ctx, resource, "read");
  const found = await findExecution(ctx.store, kind, id);
  if (!found) throw new DomainError("NOT_FOUND", { message: `garbage collection ${id} not found` });
  return found;
}

/** The newest lines, oldest first. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getCollectionLog(ctx: Context, id: number): Promise<LogLine[]> {
  const execution = await getCollection(ctx, id);
  const { items } = await listTasks(ctx.store, execution.id, { offset: 0, count: 1, sort: [] });
  const [task] = items;
  return task ? listTaskLog(ctx.store, task.id, logLinesMax) : [];
}

/** What it has freed by then stays freed. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it has ended */
export async function stopCollection(ctx: Context, id: number): Promise<void> {
  await authorizeSystem(ctx, resource, "stop");
  if (!(await findExecution(ctx.store, kind, id))) throw new DomainError("NOT_FOUND", { message: `garbage collection ${id} not found` });
  await ctx.commit([guardSystem(ctx.actor, resource, "stop"), ...stopExecution(id), happened(ctx, "stop", String(id))]);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function getCollectionSchedule(ctx: Context): Promise<ScheduleRow | null> {
  await authorizeSystem(ctx, resource, "read");
  return findSchedule(ctx.store, kind, 0);
}

/**
 * Runs it now (`Manual`: returns the execution's id), by the clock, or never again.
 *
 * @throws DomainError BAD_REQUEST, FORBIDDEN, CONFLICT while one runs, or when there is a schedule and another is created
 */
export async function scheduleCollection(
  ctx: Context,
  change: "create" | "update",
  request: { schedule: ScheduleRequest; parameters: CollectionParameters },
): Promise<number | null> {
  await authorizeSystem(ctx, resource, change);
  const { schedule, parameters } = request;
  if (!(Number.isInteger(parameters.workers) && parameters.workers >= 1 && parameters.workers <= 10)) {
    throw new DomainError("BAD_REQUEST", { message: "workers must be a number from 1 to 10" });
  }
  const guard = guardSystem(ctx.actor, resource, change);
  if (schedule.type === "Manual") {
    const execution = { ...of, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] } as const;
    return startExecution(ctx, execution, [guard, happened(ctx, "start", "manual")]);
  }
  if (schedule.type === "None") {
    await ctx.commit([guard, deleteSchedule(kind, 0), happened(ctx, change, "schedule None")]);
    return null;
  }
  if (change === "create" && (await findSchedule(ctx.store, kind, 0))) {
    throw new DomainError("CONFLICT", { message: "there is a schedule of garbage collection already; update it" });
  }
  const row = { ...of, ...readSchedule(schedule, ctx.now()), parameters: JSON.stringify(parameters) };
  await ctx.commit([guard, setSchedule(row), happened(ctx, change, `schedule ${row.cron}`)]);
  return null;
}

function happened(ctx: Context, operation: string, what: string) {
  const happening: Happening = { operation, resourceType: "garbage_collection", resource: what, projectId: null, success: true };
  return auditRow(ctx, happening);
}
