import { createMemoryCache } from "../../lib/memory-cache.ts";
import { type BlobLocation, findBlob, findBlobAndRenew, markBlobDamaged, readObject } from "../../store/blobs.ts";
import { commitBatch } from "../../store/db.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { DomainError } from "../errors.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** Where a repository's blobs lie, for callers who may not push: ten seconds. */
const remembered = createMemoryCache<BlobLocation>({ bytesMax: 10_000, keptMs: 10_000 });

/** The isolate that deletes a link must not serve it for ten seconds more. */
export function forgetBlob(projectId: number, name: RepositoryName, digest: string): void {
  remembered.drop(keyOf(projectId, name, digest));
}

/**
 * Size of a blob that the repository links, in bytes. A pusher is told of a blob only when its lease outlasts the push.
 *
 * @throws DomainError BLOB_UNKNOWN
 */
export async function headBlob(ctx: RegistryContext, name: RepositoryName, digest: Digest): Promise<number> {
  const { projectId, mayPush } = authorizeRepository(ctx, name, "pull");
  const repository = { projectId, path: name.path };
  const found = mayPush
    ? await findBlobAndRenew(ctx.store, repository, digest, ctx.settings.times.push_lease.ms)
    : await findBlob(ctx.store, repository, digest, "primary");
  return found?.size ?? unknown(digest);
}

export interface OpenBlob {
  readonly size: number;
  readonly body: ReadableStream;
}

/** What is to be read, once the size is known. Null: everything. */
export type ChooseRange = (size: number) => { offset: number; length: number } | null;

/**
 * Opens a blob through the repository's link. The object's size is compared with the record before anything is answered; bytes that
 * are gone or short mark the blob, so that the next push brings them back, and are never passed off as the blob.
 *
 * @throws DomainError BLOB_UNKNOWN
 */
export async function openBlob(ctx: RegistryContext, name: RepositoryName, digest: Digest, choose: ChooseRange): Promise<OpenBlob> {
  const { projectId, mayPush } = authorizeRepository(ctx, name, "pull");
  const repository = { projectId, path: name.path };
  const key = keyOf(projectId, name, digest);
  const known = mayPush ? null : remembered.get(key, ctx.now());
  const near = known ?? (await findBlob(ctx.store, repository, digest, "nearest"));
  const first = near && (await read(ctx, near, choose));
  if (near && first) {
    if (!mayPush && !known) remembered.set(key, near, 1, ctx.now());
    return first;
  }
  // A replica may lag, and a blob may have been healed under another key: the primary knows.
  remembered.drop(key);
  const current = await findBlob(ctx.store, repository, digest, "primary");
  if (!current) return unknown(digest);
  const second = await read(ctx, current, choose);
  if (second) return second;
  ctx.log("error", "a blob's bytes are gone", { digest, storageKey: current.storageKey });
  ctx.background(commitBatch(ctx.store, [markBlobDamaged(current)]));
  return unknown(digest);
}

async function read(ctx: RegistryContext, location: BlobLocation, choose: ChooseRange): Promise<OpenBlob | null> {
  const object = await readObject(ctx.store, location.storageKey, choose(location.size));
  if (!object) return null;
  if (object.size === location.size) return { size: location.size, body: object.body };
  await object.body.cancel();
  return null;
}

function keyOf(projectId: number, name: RepositoryName, digest: string): string {
  return `${projectId}/${name.path}@${digest}`;
}

function unknown(digest: Digest): never {
  throw new DomainError("BLOB_UNKNOWN", { detail: { digest } });
}
