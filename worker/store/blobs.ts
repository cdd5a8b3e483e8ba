/** Reading blobs, always through a repository's link. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { bindingsOf, firstRow, type Freshness, rowsOfEach, type Store } from "./db.ts";
import { reliable } from "./mounts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface BlobLocation {
  readonly storageKey: string;
  readonly size: number;
}

const locationOf = (repository: RepositoryKey, digest: string): Sql => sql`
  from blobs b join repository_blobs rb on rb.blob_id = b.id and rb.repository_id = ${repositoryId(repository)}
  where b.digest = ${digest}`;

export async function findBlob(
  store: Store,
  repository: RepositoryKey,
  digest: string,
  freshness: Freshness,
): Promise<BlobLocation | null> {
  return firstRow(store, sql`select b.storage_key as storageKey, b.size ${locationOf(repository, digest)}`, freshness);
}

/**
 * For a caller who may push: renews the link's lease when less than half of it is left, and reads, in one batch on the primary. What
 * cannot be relied on through half a lease is null, so that the client uploads it again (design invariant 3).
 */
export async function findBlobAndRenew(
  store: Store,
  repository: RepositoryKey,
  digest: string,
  leaseMs: number,
): Promise<BlobLocation | null> {
  const repo = repositoryId(repository);
  const [, found = []] = await rowsOfEach(store, [
    sql`update repository_blobs set lease_until = ${nowMs} + ${leaseMs}
      where id = (select rb.id ${locationOf(repository, digest)} and rb.lease_until < ${nowMs} + ${leaseMs / 2} and ${renewable})
        and repository_id = ${repo}`,
    sql`select b.storage_key as storageKey, b.size ${locationOf(repository, digest)} and ${reliable(leaseMs)}`,
  ]);
  return (found[0] as unknown as BlobLocation | undefined) ?? null;
}

const renewable = sql`(rb.used = 1 or rb.uploaded_at > ${nowMs} - ${7 * 86_400_000})`;

/** Notes that the bytes are not there or not whole, so that the next push of the digest brings them back. */
export function markBlobDamaged(location: BlobLocation): Sql {
  return sql`update blobs set damaged = 1 where storage_key = ${location.storageKey}`;
}

/** The object, or the part of it that the range names; null when there is none. */
export async function readObject(
  store: Store,
  key: string,
  range: { offset: number; length: number } | null,
): Promise<{ body: ReadableStream; size: number } | null> {
  const object = await bindingsOf(store).BLOBS.get(key, range ? { range } : {});
  return object ? { body: object.body, size: object.size } : null;
}
