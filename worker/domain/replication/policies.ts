import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { findRegistries, findRegistry, type RegistryRow } from "../../store/registries.ts";
import {
  countPendingChanges,
  deleteReplicationPolicy as remove,
  findReplicationPolicy,
  insertReplicationPolicy,
  listReplicationPolicies as list,
  replicationPolicyIdOf,
  type ReplicationPolicyFields,
  type ReplicationPolicyRow,
  updateReplicationPolicy as update,
} from "../../store/replication-policies.ts";
import { deleteSchedule, setSchedule } from "../../store/schedules.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readSchedule } from "../jobs/schedule-request.ts";
import { providerOf } from "../registries/providers.ts";
import { filtersOf, replicationKind } from "./policy.ts";
import { type GivenPolicy, readPolicy } from "./read-policy.ts";

const resource = "replication-policy";

export interface PolicyView {
  readonly policy: ReplicationPolicyRow;
  readonly registry: RegistryRow;
  /** Changes that are to be brought over yet. */
  readonly pendingChanges: number;
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listReplicationPolicies(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<PolicyView>> {
  await authorizeSystem(ctx, resource, "list");
  const { items, total } = await list(ctx.store, terms, page);
  return { items: await viewsOf(ctx, items), total };
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getReplicationPolicy(ctx: Context, id: number): Promise<PolicyView> {
  await authorizeSystem(ctx, resource, "read");
  const [view] = await viewsOf(ctx, [await findPolicy(ctx, id)]);
  if (!view) throw absent(id);
  return view;
}

/** Returns the id. @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND for the registry, CONFLICT */
export async function createReplicationPolicy(ctx: Context, given: GivenPolicy): Promise<number> {
  await authorizeSystem(ctx, resource, "create");
  const policy = readPolicy(given, null, ctx.now());
  await assertRegistry(ctx, policy);
  const id = replicationPolicyIdOf(policy.name);
  const answers = await commitNamed(ctx, policy.name, [
    ...changed(ctx, "create", policy.name),
    insertReplicationPolicy(policy),
    schedule(ctx, id, policy),
    sql`select ${id} as id`,
  ]);
  return Number(answers.at(-1)?.[0]?.id);
}

/** What is not given stays. Runs that have begun go on with what the policy says from now on. @throws as the creation */
export async function updateReplicationPolicy(ctx: Context, id: number, given: GivenPolicy): Promise<void> {
  await authorizeSystem(ctx, resource, "update");
  const before = await findPolicy(ctx, id);
  const policy = readPolicy(given, before, ctx.now());
  await assertRegistry(ctx, policy);
  const statements = [...changed(ctx, "update", policy.name), ...update(before, policy), schedule(ctx, sql`${id}`, policy)];
  await commitNamed(ctx, policy.name, statements).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== "NOT_FOUND") throw error;
    throw new DomainError("CONFLICT", { message: `the replication policy ${before.name} was changed meanwhile; try again`, cause: error });
  });
}

/** Its runs stay in the history. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION while one runs */
export async function deleteReplicationPolicy(ctx: Context, id: number): Promise<void> {
  await authorizeSystem(ctx, resource, "delete");
  const { name } = await findPolicy(ctx, id);
  await ctx.commit([...changed(ctx, "delete", name), deleteSchedule(replicationKind, id), ...remove(id)]).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== "PRECONDITION") throw error;
    throw new DomainError("PRECONDITION", { message: `an execution of ${name} runs; wait for its end, or stop it`, cause: error });
  });
}

/** @throws DomainError NOT_FOUND */
export async function findPolicy(ctx: Context, id: number): Promise<ReplicationPolicyRow> {
  const policy = await findReplicationPolicy(ctx.store, id);
  if (!policy) throw absent(id);
  return policy;
}

function absent(id: number): DomainError {
  return new DomainError("NOT_FOUND", { message: `replication policy ${id} not found` });
}

async function viewsOf(ctx: Context, policies: readonly ReplicationPolicyRow[]): Promise<PolicyView[]> {
  const [registries, pending] = await Promise.all([
    findRegistries(ctx.store, [...new Set(policies.map(({ registryId }) => registryId))]),
    countPendingChanges(
      ctx.store,
      policies.map(({ id }) => id),
    ),
  ]);
  // One that was deleted between the two reads is not shown.
  return policies.flatMap((policy) => {
    const registry = registries.find(({ id }) => id === policy.registryId);
    return registry ? [{ policy, registry, pendingChanges: pending.get(policy.id) ?? 0 }] : [];
  });
}

/** It is there, and what the filters ask for is known where they ask. @throws DomainError NOT_FOUND, BAD_REQUEST */
async function assertRegistry(ctx: Context, policy: ReplicationPolicyFields): Promise<void> {
  const registry = await findRegistry(ctx.store, policy.registryId);
  if (!registry) throw new DomainError("NOT_FOUND", { message: `registry ${policy.registryId} not found` });
  const hasLabels = filtersOf(policy).some(({ type }) => type === "label");
  if (policy.direction === "pull" && hasLabels && !providerOf(registry.type).filters.includes("label"))
    throw new DomainError("BAD_REQUEST", { message: `filters: a registry of the type ${registry.type} knows no labels` });
}

/** One that is switched off is not due. */
function schedule(ctx: Context, id: Sql, { trigger, cron, enabled }: ReplicationPolicyFields): Sql {
  if (trigger !== "scheduled" || enabled === 0) return deleteSchedule(replicationKind, id);
  const due = readSchedule({ type: "Custom", cron }, ctx.now());
  const parameters = sql`json_object('policyId', ${id}, 'dryRun', json('false'))`;
  return setSchedule({ kind: replicationKind, vendorId: id, ...due, parameters });
}

async function commitNamed(ctx: Context, name: string, statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
  return ctx.commit(statements).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `there is a replication policy ${name} already`, cause: error });
  });
}

function changed(ctx: Context, action: "create" | "update" | "delete", name: string): Sql[] {
  return [
    guardSystem(ctx.actor, resource, action),
    auditRow(ctx, { operation: action, resourceType: "replication_policy", resource: name, projectId: null, success: true }),
  ];
}
