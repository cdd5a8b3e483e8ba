import { type ExecutionRow, findExecution, listExecutions, stopExecution } from "../../store/executions.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { findTask, listTaskLog, listTasks, type LogLine, type TaskRow } from "../../store/tasks.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { assertRuns } from "../jobs/system-job.ts";
import { startExecution } from "../jobs/start-execution.ts";
import { getRetention } from "./policies.ts";
import type { RetentionParameters } from "./run-policy.ts";

const kind = "RETENTION";
const logLinesMax = 1000;

/** Returns the execution's id. @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT while one of the policy runs */
export async function startRetention(ctx: Context, policyId: number, dryRun: boolean): Promise<number> {
  const { projectId } = await getRetention(ctx, policyId, "update");
  const parameters: RetentionParameters = { policyId, dryRun };
  return startExecution(ctx, { kind, vendorId: policyId, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] }, [
    guardActorMay(ctx.actor, projectId, "tag-retention", "update"),
    happened(ctx, projectId, "start", `policy ${policyId}${dryRun ? ", dry run" : ""}`),
  ]);
}

/** Newest first. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listRetentionRuns(ctx: Context, policyId: number, page: Page): Promise<Listing<ExecutionRow>> {
  await getRetention(ctx, policyId, "list");
  return listExecutions(ctx.store, { kind, vendorId: policyId }, page);
}

/** @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it has ended */
export async function stopRetention(ctx: Context, policyId: number, id: number): Promise<void> {
  const { projectId } = await getRetention(ctx, policyId, "update");
  assertRuns(await findRun(ctx, policyId, id), `retention execution ${id}`);
  await ctx.commit([
    guardActorMay(ctx.actor, projectId, "tag-retention", "update"),
    ...stopExecution(id),
    happened(ctx, projectId, "stop", `execution ${id}`),
  ]);
}

/** One for each repository in the policy's scope. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listRetentionTasks(ctx: Context, of: { policyId: number; runId: number }, page: Page): Promise<Listing<TaskRow>> {
  await getRetention(ctx, of.policyId, "list");
  await findRun(ctx, of.policyId, of.runId);
  return listTasks(ctx.store, { executionId: of.runId, having: "$.repository" }, page);
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getRetentionTaskLog(ctx: Context, of: { policyId: number; runId: number; taskId: number }): Promise<LogLine[]> {
  await getRetention(ctx, of.policyId, "read");
  await findRun(ctx, of.policyId, of.runId);
  const task = await findTask(ctx.store, of.taskId);
  if (task?.executionId !== of.runId) throw new DomainError("NOT_FOUND", { message: `task ${of.taskId} not found` });
  return listTaskLog(ctx.store, task.id, logLinesMax);
}

async function findRun(ctx: Context, policyId: number, id: number): Promise<ExecutionRow> {
  const execution = await findExecution(ctx.store, kind, id);
  if (execution?.vendorId !== policyId) throw new DomainError("NOT_FOUND", { message: `retention execution ${id} not found` });
  return execution;
}

function happened(ctx: Context, projectId: number, operation: string, resource: string) {
  return auditRow(ctx, { operation, resourceType: "tag_retention", resource, projectId, success: true });
}
