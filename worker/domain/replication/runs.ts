import { type ExecutionQuery, type ExecutionRow, findExecution, listExecutions, stopExecution } from "../../store/executions.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { tallyTasks, type TaskTally } from "../../store/replication-executions.ts";
import { findReplicationPolicy, guardPolicyEnabled } from "../../store/replication-policies.ts";
import type { Sql } from "../../store/sql.ts";
import { findTask, listTaskLog, listTasks, type LogLine, type TaskRow } from "../../store/tasks.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { startExecution } from "../jobs/start-execution.ts";
import { findPolicy } from "./policies.ts";
import { filtersOf, replicationKind as kind, type RunParameters } from "./policy.ts";

const resource = "replication";
const logLinesMax = 1000;

export interface Run {
  readonly execution: ExecutionRow;
  readonly tally: TaskTally;
}

/** Returns the execution's id. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it is off, CONFLICT while a single one runs */
export async function startReplication(ctx: Context, policyId: number, dryRun: boolean): Promise<number> {
  await authorizeSystem(ctx, resource, "create");
  const { name, enabled, singleActive } = await findPolicy(ctx, policyId);
  if (enabled === 0) throw new DomainError("PRECONDITION", { message: `the replication policy ${name} is disabled` });
  const parameters: RunParameters = { policyId, dryRun };
  const execution = {
    kind,
    vendorId: policyId,
    trigger: "MANUAL",
    parameters,
    exclusive: singleActive === 1,
    tasks: [parameters],
  } as const;
  return startExecution(ctx, execution, [
    guardSystem(ctx.actor, resource, "create"),
    guardPolicyEnabled(policyId),
    happened(ctx, "start", `policy ${name}${dryRun ? ", dry run" : ""}`),
  ]);
}

/** Newest first. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listReplicationRuns(ctx: Context, query: Omit<ExecutionQuery, "kind">, page: Page): Promise<Listing<Run>> {
  await authorizeSystem(ctx, resource, "list");
  const { items, total } = await listExecutions(ctx.store, { ...query, kind }, page);
  return { items: await runsOf(ctx, items), total };
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getReplicationRun(ctx: Context, id: number): Promise<Run> {
  await authorizeSystem(ctx, resource, "read");
  const execution = await findRun(ctx, id);
  const [run = { execution, tally: nothing }] = await runsOf(ctx, [execution]);
  return run;
}

/** What it has brought over stays. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it has ended */
export async function stopReplication(ctx: Context, id: number): Promise<void> {
  // Harbor's robots cannot be given `stop`; who starts stops.
  await authorizeSystem(ctx, resource, "create");
  await findRun(ctx, id);
  await ctx.commit([guardSystem(ctx.actor, resource, "create"), ...stopExecution(id), happened(ctx, "stop", `execution ${id}`)]);
}

type ResourceType = "image" | "artifact";

export interface TaskQuery {
  readonly status?: string | undefined;
  readonly resourceType?: string | undefined;
}

/** One for each repository, and the one that plans when it failed. What they are about the policy's filter says. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listReplicationTasks(
  ctx: Context,
  runId: number,
  query: TaskQuery,
  page: Page,
): Promise<Listing<TaskRow> & { readonly resourceType: ResourceType }> {
  await authorizeSystem(ctx, resource, "list");
  const { vendorId } = await findRun(ctx, runId);
  const policy = await findReplicationPolicy(ctx.store, vendorId);
  const isImages = policy !== null && filtersOf(policy).some(({ type, value }) => type === "resource" && value === "image");
  const resourceType = isImages ? "image" : "artifact";
  if (query.resourceType !== undefined && query.resourceType !== resourceType) return { items: [], total: 0, resourceType };
  const found = await listTasks(ctx.store, { executionId: runId, having: "$.repository", orFailed: true, status: query.status }, page);
  return { ...found, resourceType };
}

/** The newest lines, oldest first. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getReplicationLog(ctx: Context, of: { runId: number; taskId: number }): Promise<LogLine[]> {
  await authorizeSystem(ctx, resource, "read");
  await findRun(ctx, of.runId);
  const task = await findTask(ctx.store, of.taskId);
  if (task?.executionId !== of.runId)
    throw new DomainError("NOT_FOUND", { message: `execution ${of.runId} contains no task with ID ${of.taskId}` });
  return listTaskLog(ctx.store, task.id, logLinesMax);
}

const nothing: TaskTally = { total: 0, succeed: 0, failed: 0, stopped: 0, inProgress: 0, bytesPerSecond: 0 };

async function runsOf(ctx: Context, executions: readonly ExecutionRow[]): Promise<Run[]> {
  const tallies = await tallyTasks(
    ctx.store,
    executions.map(({ id }) => id),
  );
  return executions.map((execution) => ({ execution, tally: tallies.get(execution.id) ?? nothing }));
}

async function findRun(ctx: Context, id: number): Promise<ExecutionRow> {
  const found = await findExecution(ctx.store, kind, id);
  if (!found) throw new DomainError("NOT_FOUND", { message: `replication execution ${id} not found` });
  return found;
}

function happened(ctx: Context, operation: string, what: string): Sql {
  return auditRow(ctx, { operation, resourceType: resource, resource: what, projectId: null, success: true });
}
