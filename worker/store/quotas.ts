import { firstRow, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface QuotaRow {
  readonly id: number;
  readonly projectId: number;
  readonly project: string;
  readonly ownerName: string;
  /** Bytes; -1: none. */
  readonly storageLimit: number;
  readonly storageUsed: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`q.id, q.project_id as projectId, p.name as project, (select username from users where id = p.owner_id) as ownerName,
  q.storage_limit as storageLimit, q.storage_used as storageUsed, q.created_at as createdAt, q.updated_at as updatedAt`;
const from = sql`quotas q join projects p on p.id = q.project_id`;

export async function listQuotas(store: Store, projectId: number | null, page: Page): Promise<Listing<QuotaRow>> {
  const orders = { "hard.storage": sql`q.storage_limit`, "used.storage": sql`q.storage_used`, creation_time: sql`q.id`, id: sql`q.id` };
  const filters = projectId === null ? [] : [sql`q.project_id = ${projectId}`];
  // A project has one.
  const total = projectId === null ? { total: storedCount("projects") } : {};
  return listRows(store, { columns, from, filters, order: inOrder(page.sort, orders, sql`q.id`), page, ...total });
}

export async function findQuota(store: Store, by: { id: number } | { projectId: number }): Promise<QuotaRow | null> {
  return firstRow(
    store,
    sql`select ${columns} from ${from} where ${"id" in by ? sql`q.id = ${by.id}` : sql`q.project_id = ${by.projectId}`}`,
  );
}

export function setQuota(id: number, storageLimit: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from quotas where id = ${id})`),
    sql`update quotas set storage_limit = ${storageLimit}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

/** Condition on `quotas q`: the quota binds. */
const binds = sql`q.storage_limit >= 0 and not exists (select 1 from configuration where key = 'quota_per_project_enable' and value = 'false')`;

/**
 * Guard before the statements of a batch that lets a project reference more: with `added` bytes it is within its limit. What adds nothing
 * passes even beyond the limit.
 */
export function guardQuota(projectId: number, added: Sql): Sql {
  return guard(
    "quota_kept",
    sql`not exists (select 1 from quotas q where q.project_id = ${projectId} and ${binds}
      and (${added}) > 0 and q.storage_used + (${added}) > q.storage_limit)`,
  );
}

/** Expression: bytes of those blobs, linked to the repository, that no artifact of the project references yet. */
export function bytesNotUsed(projectId: number, repositoryId: Sql, digests: readonly string[]): Sql {
  return sql`select coalesce(sum(b.size), 0) from ${jsonRows([...new Set(digests)])} j join blobs b on b.digest = j.value
    join repository_blobs rb on rb.blob_id = b.id and rb.repository_id = ${repositoryId}
    where not exists (select 1 from project_blobs x where x.project_id = ${projectId} and x.blob_id = b.id)`;
}

/**
 * Condition: with what is used, and with what was uploaded but is not referenced yet, there is room for `bytes` more. Reads no more than
 * the leases of uploads in progress, and nothing when there is no limit.
 */
export function hasRoom(projectId: number, bytes: number | Sql): Sql {
  return sql`not exists (select 1 from quotas q where q.project_id = ${projectId} and ${binds}
    and q.storage_used + ${pendingBytes(projectId)} + ${bytes} > q.storage_limit)`;
}

/** Guard for a blob that comes into the project: there is room, or the project has it already, in use or pending. */
export function guardRoomFor(projectId: number, blob: { digest: string; size: number | Sql }): Sql {
  return guard(
    "quota_kept",
    sql`${hasRoom(projectId, blob.size)}
      or exists (select 1 from blobs b join project_blobs x on x.blob_id = b.id where b.digest = ${blob.digest} and x.project_id = ${projectId})
      or exists (select 1 from blobs b join repository_blobs rb on rb.blob_id = b.id
        where b.digest = ${blob.digest} and rb.project_id = ${projectId} and rb.reference_count = 0 and rb.lease_until > ${nowMs})`,
  );
}

function pendingBytes(projectId: number): Sql {
  return sql`(select coalesce(sum(size), 0) from (select distinct b.id, b.size from repository_blobs rb join blobs b on b.id = rb.blob_id
    where rb.project_id = ${projectId} and rb.reference_count = 0 and rb.lease_until > ${nowMs}
      and not exists (select 1 from project_blobs x where x.project_id = ${projectId} and x.blob_id = rb.blob_id)))`;
}
