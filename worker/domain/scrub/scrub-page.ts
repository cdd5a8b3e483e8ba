import { type BlobRow, listBlobsAfter, listObjectKeys, markDamaged, stillNamed, unknownKeys } from "../../store/scrub.ts";
import { auditRow } from "../audit/record.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashObject } from "../uploads/hash-object.ts";
import { algorithmOf, type Digest } from "../names/digest.ts";

/** One page of a scrub: first all objects are asked for their owner, then all blobs for their bytes. */
export interface ScrubPage {
  /** Keys of objects that neither a coordinator nor D1 knows. */
  readonly unknown: readonly string[];
  /** Digests of blobs without an object. */
  readonly missing: readonly string[];
  /** Digests of blobs whose object has other bytes than it should. */
  readonly damaged: readonly string[];
  /** Objects and blobs looked at. */
  readonly checked: number;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

const objectsEach = 500;
const blobsEach = 50;
/** A page reads no more than about this, so that it ends in time. */
const bytesEach = 512 * 1024 * 1024;

/**
 * Looks at the next part of the site's storage (design invariant 8). What is missing or damaged is marked, so that the next push of
 * its digest brings it back. For system administrators.
 *
 * @throws DomainError BAD_REQUEST for a cursor that is none.
 */
export async function scrubPage(ctx: Context, cursor: string | null): Promise<ScrubPage> {
  await authorizeSystem(ctx, "system-volumes", "read");
  const [phase, position = ""] = (cursor ?? "objects:").split(/:(.*)/s);
  if (phase === "objects") return scrubObjects(ctx, position || null);
  if (phase === "blobs" && /^\d+$/.test(position)) return scrubBlobs(ctx, Number(position));
  throw new DomainError("BAD_REQUEST", { message: "the cursor is not one that a scrub gave" });
}

async function scrubObjects(ctx: Context, position: string | null): Promise<ScrubPage> {
  const { keys, next } = await listObjectKeys(ctx.store, position, objectsEach);
  const unknown = await unknownKeys(ctx.store, keys);
  return { unknown, missing: [], damaged: [], checked: keys.length, next: next === null ? "blobs:0" : `objects:${next}` };
}

async function scrubBlobs(ctx: Context, after: number): Promise<ScrubPage> {
  const page = await listBlobsAfter(ctx.store, after, blobsEach);
  const missing: BlobRow[] = [];
  const damaged: BlobRow[] = [];
  let bytes = 0;
  let last = after;
  let checked = 0;
  for (const blob of page) {
    if (checked > 0 && bytes + blob.size > bytesEach) break;
    const found = await hashObject(ctx, blob.storageKey, algorithmOf(blob.digest as Digest));
    if (found === null) missing.push(blob);
    else if (found !== blob.digest) damaged.push(blob);
    bytes += blob.size;
    last = blob.id;
    checked += 1;
  }
  const bad = await confirm(ctx, [...missing, ...damaged]);
  const digests = (list: BlobRow[]) => list.filter((blob) => bad.has(blob.storageKey)).map((blob) => blob.digest);
  return {
    unknown: [],
    missing: digests(missing),
    damaged: digests(damaged),
    checked,
    next: page.length === blobsEach || checked < page.length ? `blobs:${last}` : null,
  };
}

/** A blob may have been healed or collected while its old object was read: only what D1 still names counts. */
async function confirm(ctx: Context, bad: readonly BlobRow[]): Promise<ReadonlySet<string>> {
  if (bad.length === 0) return new Set();
  const keys = bad.map((blob) => blob.storageKey);
  const description = `marked ${keys.length} blobs as damaged`;
  await ctx.commit([
    markDamaged(keys),
    auditRow(ctx, { operation: "update", resourceType: "blob", resource: "scrub", description, projectId: null, success: true }),
  ]);
  return stillNamed(ctx.store, keys);
}
