/** Compares what is stored with what is known (design invariant 8), a part at a time. */
import { objectBytes } from "../../store/blob-writes.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { type BlobRow, listBlobsAfter, listObjects, markDamaged, noteUnknown, stillNamed, unknownKeys } from "../../store/scrub.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { algorithmOf, type Digest } from "../names/digest.ts";
import { hashObject } from "../uploads/hash-object.ts";

const objectsEach = 500;
const blobsEach = 50;
/** A part reads no more than about this, so that it ends in time. */
const bytesEach = 512 * 1024 * 1024;
/** What nobody knows for so long goes to the trash. */
const unknownAgeMs = 86_400_000;

export interface ObjectsSeen {
  /** Keys of objects that neither a coordinator nor D1 knows. */
  readonly unknown: readonly string[];
  readonly checked: number;
  /** R2's cursor; null at the end. */
  readonly next: string | null;
}

export async function lookAtObjects(ctx: Context, position: string | null): Promise<ObjectsSeen> {
  const { objects, next } = await listObjects(ctx.store, position, objectsEach);
  const keys = objects.map(({ key }) => key);
  const unknown = new Set(await unknownKeys(ctx.store, keys));
  if (unknown.size > 0) {
    const times = { ageMs: unknownAgeMs, retentionMs: ctx.settings.times.trash_retention.ms };
    const found = objects.filter(({ key }) => unknown.has(key));
    await ctx.commit(noteUnknown(found, times));
  }
  return { unknown: [...unknown], checked: keys.length, next };
}

export interface BlobsSeen {
  /** Digests of blobs without an object. */
  readonly missing: readonly string[];
  /** Digests of blobs whose object has other bytes than it should. */
  readonly damaged: readonly string[];
  readonly checked: number;
  /** The last blob looked at; null at the end. */
  readonly next: number | null;
}

/** @param isRead which blobs are read whole; of the others only the object's length is compared. */
export async function lookAtBlobs(ctx: Context, after: number, isRead: (blobId: number) => boolean): Promise<BlobsSeen> {
  const page = await listBlobsAfter(ctx.store, after, blobsEach);
  const missing: BlobRow[] = [];
  const damaged: BlobRow[] = [];
  let bytes = 0;
  let last = after;
  let checked = 0;
  for (const blob of page) {
    const cost = isRead(blob.id) ? blob.size : 0;
    if (checked > 0 && bytes + cost > bytesEach) break;
    const state = await stateOf(ctx, blob, isRead(blob.id));
    if (state === "missing") missing.push(blob);
    if (state === "damaged") damaged.push(blob);
    bytes += cost;
    last = blob.id;
    checked += 1;
  }
  const bad = await confirm(ctx, { missing, damaged });
  const digests = (list: BlobRow[]) => list.filter((blob) => bad.has(blob.storageKey)).map((blob) => blob.digest);
  const isEnd = page.length < blobsEach && checked === page.length;
  return { missing: digests(missing), damaged: digests(damaged), checked, next: isEnd ? null : last };
}

async function stateOf(ctx: Context, blob: BlobRow, isRead: boolean): Promise<"fine" | "missing" | "damaged"> {
  if (isRead) {
    const found = await hashObject(ctx, blob.storageKey, algorithmOf(blob.digest as Digest));
    if (found === null) return "missing";
    return found === blob.digest ? "fine" : "damaged";
  }
  const size = await objectBytes(ctx.store, blob.storageKey);
  if (size === null) return "missing";
  return size === blob.size ? "fine" : "damaged";
}

/** A blob may have been healed or collected while its old object was read: only what D1 still names counts. */
async function confirm(ctx: Context, bad: { missing: readonly BlobRow[]; damaged: readonly BlobRow[] }): Promise<ReadonlySet<string>> {
  const all = [...bad.missing, ...bad.damaged];
  if (all.length === 0) return new Set();
  const keys = all.map((blob) => blob.storageKey);
  const description = `marked ${keys.length} blobs as damaged`;
  const payload = { missing: bad.missing.map(({ digest }) => digest), damaged: bad.damaged.map(({ digest }) => digest) };
  await ctx.commit([
    markDamaged(keys),
    auditRow(ctx, { operation: "update", resourceType: "blob", resource: "scrub", description, projectId: null, success: true }),
    insertOutbox({ name: "SCRUB_DAMAGED", projectId: null, payload }),
  ]);
  return stillNamed(ctx.store, keys);
}
