import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface ReplicationPolicyRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly registryId: number;
  readonly direction: "push" | "pull";
  readonly destNamespace: string;
  readonly destNamespaceReplaceCount: number;
  /** JSON. */
  readonly filters: string;
  readonly trigger: "manual" | "scheduled" | "event_based";
  readonly cron: string;
  readonly replicateDeletion: number;
  readonly allowMassDeletion: number;
  readonly override: number;
  readonly enabled: number;
  /** KB/s; 0: no limit. */
  readonly speed: number;
  readonly copyByChunk: number;
  readonly singleActive: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, name, description, registry_id as registryId, direction, dest_namespace as destNamespace,
  dest_namespace_replace_count as destNamespaceReplaceCount, filters, "trigger", cron, replicate_deletion as replicateDeletion,
  allow_mass_deletion as allowMassDeletion, override, enabled, speed, copy_by_chunk as copyByChunk, single_active as singleActive,
  created_at as createdAt, updated_at as updatedAt`;

export async function findReplicationPolicy(store: Store, id: number): Promise<ReplicationPolicyRow | null> {
  return firstRow(store, sql`select ${columns} from replication_policies where id = ${id}`);
}

/** All of them, with what they select: a site has tens. */
export async function listEnabledPolicies(store: Store): Promise<ReplicationPolicyRow[]> {
  return rows(store, sql`select ${columns} from replication_policies where enabled = 1 order by id`);
}

/** A policy that follows events, with the name by which tags that came from its registry know it. */
export type Follower = ReplicationPolicyRow & { readonly via: string };

export async function listFollowers(store: Store): Promise<Follower[]> {
  const via = sql`(select coalesce(r.site_id, 'registry-' || r.id) from registries r where r.id = registry_id)`;
  return rows(
    store,
    sql`select ${columns}, ${via} as via from replication_policies where "trigger" = 'event_based' and enabled = 1 order by id`,
  );
}

/** Any policy that uses the registry (index `replication_policies_by_registry`). */
export async function findPolicyOfRegistry(store: Store, registryId: number): Promise<ReplicationPolicyRow | null> {
  return firstRow(store, sql`select ${columns} from replication_policies where registry_id = ${registryId} limit 1`);
}

export async function listReplicationPolicies(
  store: Store,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<ReplicationPolicyRow>> {
  const sourceId = sql`case direction when 'pull' then registry_id else 0 end`;
  const destinationId = sql`case direction when 'push' then registry_id else 0 end`;
  const filters = conditionsOf(terms, {
    id: { column: sql`id`, type: "number" },
    name: { column: sql`name`, type: "text" },
    description: { column: sql`description`, type: "text" },
    src_registry_id: { column: sourceId, type: "number" },
    dest_registry_id: { column: destinationId, type: "number" },
    enabled: { column: sql`enabled`, type: "boolean" },
    creation_time: { column: sql`created_at`, type: "time" },
  });
  const orders = { id: sql`id`, name: sql`name`, enabled: sql`enabled`, creation_time: sql`id`, update_time: sql`updated_at` };
  return listRows(store, { columns, from: sql`replication_policies`, filters, order: inOrder(page.sort, orders, sql`id`), page });
}

/** What is to be brought over yet, by policy: changes noted for it, and for one that follows events what nobody has read. */
export async function countPendingChanges(store: Store, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const unread = sql`(select count(*) from outbox where id > coalesce((select last_id from outbox_cursors where reader = 'replication'), 0))`;
  const found = await rows<{ id: number; pending: number }>(
    store,
    sql`select id, (select count(*) from replication_changes where policy_id = replication_policies.id)
        + case "trigger" when 'event_based' then ${unread} else 0 end as pending
      from replication_policies where id in (select value from ${jsonRows(ids)})`,
  );
  return new Map(found.map(({ id, pending }) => [id, pending]));
}

export type ReplicationPolicyFields = Omit<ReplicationPolicyRow, "id" | "createdAt" | "updatedAt">;

/** Fails with UNIQUE when there is one of this name. */
export function insertReplicationPolicy(policy: ReplicationPolicyFields): Sql {
  return sql`insert into replication_policies (name, description, registry_id, direction, dest_namespace, dest_namespace_replace_count,
      filters, "trigger", cron, replicate_deletion, allow_mass_deletion, override, enabled, speed, copy_by_chunk, single_active,
      created_at, updated_at)
    values (${policy.name}, ${policy.description}, ${policy.registryId}, ${policy.direction}, ${policy.destNamespace},
      ${policy.destNamespaceReplaceCount}, ${policy.filters}, ${policy.trigger}, ${policy.cron}, ${policy.replicateDeletion},
      ${policy.allowMassDeletion}, ${policy.override}, ${policy.enabled}, ${policy.speed}, ${policy.copyByChunk}, ${policy.singleActive},
      ${nowMs}, ${nowMs})`;
}

/** Sub-select: the policy's id, within the batch that made it or later. */
export function replicationPolicyIdOf(name: string): Sql {
  return sql`(select id from replication_policies where name = ${name})`;
}

/**
 * Fails when it was changed since it was read: what was not given would be as it was then. What was noted for one that follows events is of
 * no use to one that does not.
 */
export function updateReplicationPolicy(read: ReplicationPolicyRow, policy: ReplicationPolicyFields): Sql[] {
  const { id, updatedAt } = read;
  return [
    guard("row_found", sql`exists (select 1 from replication_policies where id = ${id} and updated_at = ${updatedAt})`),
    sql`update replication_policies set name = ${policy.name}, description = ${policy.description}, registry_id = ${policy.registryId},
      direction = ${policy.direction}, dest_namespace = ${policy.destNamespace},
      dest_namespace_replace_count = ${policy.destNamespaceReplaceCount}, filters = ${policy.filters}, "trigger" = ${policy.trigger},
      cron = ${policy.cron}, replicate_deletion = ${policy.replicateDeletion}, allow_mass_deletion = ${policy.allowMassDeletion},
      override = ${policy.override}, enabled = ${policy.enabled}, speed = ${policy.speed}, copy_by_chunk = ${policy.copyByChunk},
      single_active = ${policy.singleActive}, updated_at = max(updated_at + 1, ${nowMs}) where id = ${id}`,
    ...(policy.trigger === "event_based" ? [] : [sql`delete from replication_changes where policy_id = ${id}`]),
  ];
}

export function deleteReplicationPolicy(id: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from replication_policies where id = ${id})`),
    guard("row_unused", sql`not exists (select 1 from executions where kind = 'REPLICATION' and vendor_id = ${id} and ended_at is null)`),
    sql`delete from replication_changes where policy_id = ${id}`,
    sql`delete from replication_policies where id = ${id}`,
  ];
}

/** Guard: nobody has switched it off or deleted it. */
export function guardPolicyEnabled(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from replication_policies where id = ${id} and enabled = 1)`);
}
