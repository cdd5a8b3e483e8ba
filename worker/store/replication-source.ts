/** What replication reads of this site's own repositories. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { firstRow, rows, type Store } from "./db.ts";
import { jsonRows, sql } from "./sql.ts";

export interface DetailedTagRow {
  readonly name: string;
  readonly type: string;
  /** JSON array of names. */
  readonly labels: string;
}

/** Tags with what filters look at, by name, behind `after` (index `tags_name`). */
export async function listDetailedTags(
  store: Store,
  repository: RepositoryKey,
  after: string,
  countMax: number,
): Promise<DetailedTagRow[]> {
  return rows(
    store,
    sql`select t.name, a.type, (select json_group_array(l.name) from artifact_labels x join labels l on l.id = x.label_id
        where x.artifact_id = a.id) as labels
      from tags t join artifacts a on a.id = t.artifact_id
      where t.repository_id = ${repositoryId(repository)} and t.name > ${after} order by t.name limit ${countMax}`,
  );
}

export interface AccessoryRow {
  readonly digest: string;
  /** JSON array of names. */
  readonly tags: string;
}

/** By subject, or shown under the artifact (indexes `artifacts_by_subject`, `artifacts_by_accessory`). */
export async function listAccessories(store: Store, repository: RepositoryKey, digest: string): Promise<AccessoryRow[]> {
  const repo = repositoryId(repository);
  return rows(
    store,
    sql`select a.digest, (select json_group_array(name) from tags where artifact_id = a.id) as tags from artifacts a
      where a.id in (select id from artifacts where repository_id = ${repo} and subject_digest = ${digest}
        union select id from artifacts where repository_id = ${repo} and accessory_of = ${digest}) order by a.id`,
  );
}

/** A project of the site by its name, with whether everybody may pull from it. */
export async function findProjectFor(store: Store, name: string): Promise<{ id: number; public: number } | null> {
  return firstRow(store, sql`select id, public from projects where name = ${name} and deleted_at is null`);
}

/**
 * Full names of repositories behind `last` that hold an artifact or had a tag within the last 30 days, by project and path: what was deleted as a
 * whole has still to be deleted elsewhere.
 */
export async function listKnownRepositories(store: Store, last: string, countMax: number): Promise<string[]> {
  const slash = last.indexOf("/");
  const [project, path] = slash === -1 ? [last, ""] : [last.slice(0, slash), last.slice(slash + 1)];
  const found = await rows<{ name: string }>(
    store,
    sql`select p.name || '/' || r.name as name from projects p join repositories r on r.project_id = p.id
      where (p.name, r.name) > (${project}, ${path}) and p.deleted_at is null and r.deleted_at is null
        and (r.artifact_total > 0 or exists (select 1 from tags where repository_id = r.id))
      order by p.name, r.name limit ${countMax}`,
  );
  return found.map((row) => row.name);
}

/** Of these tags, those that are or were here (index `tags_name`). */
export async function listKnownTags(store: Store, repository: RepositoryKey, names: readonly string[]): Promise<string[]> {
  const found = await rows<{ name: string }>(
    store,
    sql`select name from tags where repository_id = ${repositoryId(repository)} and name in (select value from ${jsonRows(names)}) order by name`,
  );
  return found.map((row) => row.name);
}

/**
 * A repository that links the blob and whose blobs the project may have (design invariant 5): of the project itself, or of one that is open to
 * everybody (index `repository_blobs_by_blob`).
 */
export async function findRepositoryWithBlob(store: Store, project: string, digest: string): Promise<string | null> {
  const found = await firstRow<{ name: string }>(
    store,
    sql`select p.name || '/' || r.name as name from blobs b join repository_blobs rb on rb.blob_id = b.id
      join repositories r on r.id = rb.repository_id join projects p on p.id = r.project_id
      where b.digest = ${digest} and b.damaged = 0 and r.deleted_at is null and p.deleted_at is null
        and (p.name = ${project} or p.public = 1) order by rb.used desc limit 1`,
  );
  return found?.name ?? null;
}

/** What an artifact belongs to; null: nothing. */
export async function subjectOf(store: Store, repository: RepositoryKey, digest: string): Promise<string | null> {
  const found = await firstRow<{ subject: string | null }>(
    store,
    sql`select coalesce(subject_digest, accessory_of) as subject from artifacts
      where repository_id = ${repositoryId(repository)} and digest = ${digest}`,
  );
  return found?.subject ?? null;
}
