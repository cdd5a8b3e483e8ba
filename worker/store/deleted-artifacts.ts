/** What was deleted and may be brought back while its bytes are there. */
import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { type Listing, listRows, type Page } from "./listing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface DeletedArtifactRow {
  readonly id: number;
  readonly projectId: number;
  /** The path below the project. */
  readonly repository: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType: string | null;
  readonly size: number;
  /** JSON array. */
  readonly tags: string;
  /** JSON array of digests that the repository had for it. */
  readonly blobs: string;
  readonly deletedAt: number;
  readonly deletedBy: string;
}

const columns = sql`id, project_id as projectId, repository, digest, media_type as mediaType, artifact_type as artifactType, size, tags, blobs,
  deleted_at as deletedAt, deleted_by as deletedBy`;

/** The last deleted first (index `deleted_artifacts_by_project`). */
export async function listDeletedArtifacts(
  store: Store,
  projectId: number,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<DeletedArtifactRow>> {
  const asked = conditionsOf(terms, {
    repository: { column: sql`repository`, type: "text" },
    digest: { column: sql`digest`, type: "text" },
  });
  return listRows(store, {
    columns,
    from: sql`deleted_artifacts`,
    filters: [sql`project_id = ${projectId}`, ...asked],
    order: sql`deleted_at desc, id desc`,
    page,
  });
}

export async function findDeletedArtifact(store: Store, projectId: number, id: number): Promise<DeletedArtifactRow | null> {
  return firstRow(store, sql`select ${columns} from deleted_artifacts where id = ${id} and project_id = ${projectId}`);
}

/** The one deleted last, if the repository does not have it. */
export async function findDeletedByDigest(
  store: Store,
  of: Pick<DeletedArtifactRow, "projectId" | "repository">,
  digest: string,
): Promise<DeletedArtifactRow | null> {
  return firstRow(
    store,
    sql`select ${columns} from deleted_artifacts where project_id = ${of.projectId} and repository = ${of.repository} and digest = ${digest}
      and not exists (select 1 from artifacts a join repositories r on r.id = a.repository_id
        where r.project_id = ${of.projectId} and r.name = ${of.repository} and a.digest = ${digest}) order by id desc limit 1`,
  );
}

/** What belonged to it and was deleted no earlier. */
export async function listDeletedAccessories(store: Store, of: DeletedArtifactRow): Promise<DeletedArtifactRow[]> {
  return rows(
    store,
    sql`select ${columns} from deleted_artifacts where project_id = ${of.projectId} and repository = ${of.repository}
      and accessory_of = ${of.digest} and deleted_at >= ${of.deletedAt} order by id`,
  );
}

export async function readDeletedBody(store: Store, id: number): Promise<string> {
  const parts = await rows<{ text: string }>(store, sql`select text from deleted_bodies where deleted_id = ${id} order by part`);
  return parts.map(({ text }) => text).join("");
}

/**
 * Puts the keys of these digests back from the trash into `blobs`, where there is no row of the digest: only keys that nobody has claimed,
 * which leave the trash in the same batch. The guard refuses what has lost bytes.
 */
export function restoreBlobs(digests: readonly string[]): Sql[] {
  const wanted = sql`(select value from ${jsonRows(digests)})`;
  return [
    // Of several the one that stays longest.
    sql`insert into blobs (digest, storage_key, size, created_at)
      select t.digest, t.storage_key, t.size, ${nowMs} from trash t where t.claimed = 0 and t.digest in ${wanted}
        and not exists (select 1 from blobs b where b.digest = t.digest)
        and t.rowid = (select o.rowid from trash o where o.digest = t.digest and o.claimed = 0 order by o.delete_after desc, o.storage_key limit 1)`,
    sql`delete from trash where claimed = 0 and storage_key in (select storage_key from blobs where digest in ${wanted})`,
    guard(
      "bytes_kept",
      sql`not exists (select 1 from ${jsonRows(digests)} j where not exists (select 1 from blobs b where b.digest = j.value and b.damaged = 0))`,
    ),
  ];
}

/** Guard: nobody else has brought it back or let it go meanwhile. */
export function guardDeleted(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from deleted_artifacts where id = ${id})`);
}

export function forgetDeleted(ids: Sql): Sql[] {
  return [sql`delete from deleted_bodies where deleted_id in ${ids}`, sql`delete from deleted_artifacts where id in ${ids}`];
}

/** Of these tags, those that nothing has. */
export async function listFreeTags(store: Store, repository: Sql, tags: readonly string[]): Promise<string[]> {
  const found = await rows<{ name: string }>(
    store,
    sql`select j.value as name from ${jsonRows(tags)} j
      where not exists (select 1 from tags where repository_id = ${repository} and name = j.value and artifact_id is not null)`,
  );
  return found.map(({ name }) => name);
}
