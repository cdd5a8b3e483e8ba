import { deleteSchedule, setSchedule } from "../../store/schedules.ts";
import {
  deleteRetention as remove,
  findRetention,
  insertRetention,
  retentionIdOf,
  type RetentionPolicyRow,
  updateRetention as update,
} from "../../store/retention.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { authorizeOwned } from "../access/authorize-owned.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readSchedule } from "../jobs/schedule-request.ts";
import type { RetentionRule } from "./rules.ts";

export interface RetentionRequest {
  readonly projectId: number;
  readonly rules: readonly RetentionRule[];
  /** Empty: only when somebody starts it. */
  readonly cron: string;
}

/** The policy, for an actor who may do this in its project. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRetention(ctx: Context, id: number, action = "read"): Promise<RetentionPolicyRow> {
  const policy = await findRetention(ctx.store, id);
  return authorizeOwned(ctx, policy, { resource: "tag-retention", action }, () => authorizeSystem(ctx, "tag-retention", action));
}

/** Returns the id. @throws DomainError BAD_REQUEST also when the project has a policy (as in Harbor), FORBIDDEN, NOT_FOUND */
export async function createRetention(ctx: Context, { projectId, rules, cron }: RetentionRequest): Promise<number> {
  const project = await authorizeProject(ctx, { id: projectId }, "tag-retention", "create");
  const id = retentionIdOf(project.id);
  try {
    const answers = await ctx.commit([
      ...changed(ctx, project.id, "create"),
      ...insertRetention(project.id, JSON.stringify(rules)),
      ...schedule(ctx, { id, cron }),
      sql`select ${id} as id`,
    ]);
    return Number(answers.at(-1)?.[0]?.id);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("BAD_REQUEST", { message: `project ${project.name} already has a retention policy`, cause: error });
  }
}

/** @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND */
export async function updateRetention(ctx: Context, id: number, request: RetentionRequest): Promise<void> {
  const policy = await getRetention(ctx, id, "update");
  if (request.projectId !== policy.projectId)
    throw new DomainError("BAD_REQUEST", { message: "scope.ref: a policy stays with its project" });
  await ctx.commit([
    ...changed(ctx, policy.projectId, "update"),
    ...update(id, JSON.stringify(request.rules)),
    ...schedule(ctx, { id: sql`${id}`, cron: request.cron }),
  ]);
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function deleteRetention(ctx: Context, id: number): Promise<void> {
  const policy = await getRetention(ctx, id, "delete");
  await ctx.commit([...changed(ctx, policy.projectId, "delete"), deleteSchedule("RETENTION", id), ...remove(policy)]);
}

function changed(ctx: Context, projectId: number, action: "create" | "update" | "delete"): Sql[] {
  const happening = { operation: action, resourceType: "tag_retention", resource: `project ${projectId}`, projectId, success: true };
  return [guardActorMay(ctx.actor, projectId, "tag-retention", action), auditRow(ctx, happening)];
}

function schedule(ctx: Context, { id, cron }: { id: Sql; cron: string }): Sql[] {
  if (cron === "") return [deleteSchedule("RETENTION", id)];
  const due = readSchedule({ type: "Custom", cron }, ctx.now());
  const parameters = sql`json_object('policyId', ${id}, 'dryRun', json('false'))`;
  return [setSchedule({ kind: "RETENTION", vendorId: id, ...due, parameters })];
}
