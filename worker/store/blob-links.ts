/** Making blobs and linking them to repositories. */
import { rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { guardQuota, guardRoomFor } from "./quotas.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface RepositoryKey {
  readonly projectId: number;
  readonly path: string;
}

/** Scalar sub-select: the repository's id, or null, also while it is being deleted. */
export function repositoryId({ projectId, path }: RepositoryKey): Sql {
  return sql`(select id from repositories where project_id = ${projectId} and name = ${path} and deleted_at is null)`;
}

function blobId(digest: string): Sql {
  return sql`(select id from blobs where digest = ${digest})`;
}

/** The row that the first link or artifact makes. Nothing goes into a repository that is being deleted. */
export function ensureRepository(repository: RepositoryKey): Sql[] {
  const { projectId, path } = repository;
  return [
    sql`insert into repositories (project_id, name, created_at, updated_at) values (${projectId}, ${path}, ${nowMs}, ${nowMs})
      on conflict (project_id, name) do nothing`,
    guard("repository_open", sql`${repositoryId(repository)} is not null`),
  ];
}

/**
 * Statements that make `blobs` name the object for a digest, after all bytes were verified. A healthy row stays as it is; a
 * damaged one takes the new object, and its old one goes into the trash.
 */
export function ensureBlob(blob: { digest: string; storageKey: string; size: number; trashRetentionMs: number }): Sql[] {
  const { digest, storageKey, size } = blob;
  return [
    guard("storage_key_free", sql`not exists (select 1 from trash where storage_key = ${storageKey})`),
    // Under another name, so that nobody brings damaged bytes back.
    sql`insert into trash (storage_key, digest, size, delete_after)
      select storage_key, 'damaged ' || digest, size, ${nowMs} + ${blob.trashRetentionMs} from blobs
      where digest = ${digest} and damaged = 1 and storage_key <> ${storageKey}`,
    sql`insert into blobs (digest, storage_key, size, created_at) values (${digest}, ${storageKey}, ${size}, ${nowMs})
      on conflict (digest) do update set storage_key = excluded.storage_key, size = excluded.size, damaged = 0
      where damaged = 1`,
  ];
}

/** D1's own clock decides: the Worker that bound it may have slept. */
export function guardUploadOpen(expiresAtMs: number): Sql {
  return guard("upload_open", sql`unixepoch('subsec') * 1000 < ${expiresAtMs}`);
}

/** Guards of the project's quota for a link, and for what artifacts that waited for the blob will then reference. */
export function guardLink(repository: RepositoryKey, blob: { digest: string; size: number }): Sql[] {
  const waited = sql`select coalesce(max(${blob.size}), 0) from artifact_missing m
    where m.repository_id = ${repositoryId(repository)} and m.digest = ${blob.digest} and not exists (
      select 1 from blobs b join project_blobs x on x.blob_id = b.id where b.digest = m.digest and x.project_id = ${repository.projectId})`;
  return [guardRoomFor(repository.projectId, blob), guardQuota(repository.projectId, waited)];
}

/**
 * Statements that link a blob to a repository with a fresh lease, and give artifacts that waited for it what they lacked.
 * The caller proves that the blob row is there.
 */
export function linkBlob(repository: RepositoryKey, link: { digest: string; leaseMs: number; uploadedAt: Sql }): Sql[] {
  const repo = repositoryId(repository);
  const blob = blobId(link.digest);
  return [
    ...ensureRepository(repository),
    sql`insert into repository_blobs (repository_id, blob_id, project_id, lease_until, uploaded_at)
      select ${repo}, ${blob}, ${repository.projectId}, ${nowMs} + ${link.leaseMs}, ${link.uploadedAt} where ${blob} is not null
      on conflict (repository_id, blob_id) do update set
        lease_until = max(lease_until, excluded.lease_until), uploaded_at = max(uploaded_at, excluded.uploaded_at)`,
    sql`insert into artifact_blobs (artifact_id, repository_id, blob_id)
      select artifact_id, repository_id, ${blob} from artifact_missing
      where repository_id = ${repo} and digest = ${link.digest} on conflict do nothing`,
    sql`update repository_blobs set used = 1 where repository_id = ${repo} and blob_id = ${blob} and used = 0
      and exists (select 1 from artifact_blobs a where a.repository_id = ${repo} and a.blob_id = ${blob})`,
    sql`delete from artifact_missing where repository_id = ${repo} and digest = ${link.digest}`,
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'link', id, lease_until, 'link' from repository_blobs where repository_id = ${repo} and blob_id = ${blob}
      on conflict (kind, object_id) do update set due = max(due, excluded.due)`,
  ];
}

/** The key under which the digest's bytes lie, as the last statement of a batch. */
export function selectStorageKey(digest: string): Sql {
  return sql`select storage_key as storageKey from blobs where digest = ${digest}`;
}

/** Of these keys, those that D1 names in `blobs` or `trash`, asked of the primary. */
export async function listNamedKeys(store: Store, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ key: string }>(
    store,
    sql`select storage_key as key from blobs where storage_key in (select value from ${jsonRows(keys)})
      union select storage_key from trash where storage_key in (select value from ${jsonRows(keys)})`,
  );
  return new Set(found.map((row) => row.key));
}
