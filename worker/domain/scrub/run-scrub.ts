import { listEnabledPolicies } from "../../store/replication-policies.ts";
import { forgetUnknown } from "../../store/scrub.ts";
import type { Context } from "../context.ts";
import type { JobKind, Slice, Task } from "../jobs/kinds.ts";
import { fetchDamaged } from "./fetch-damaged.ts";
import { lookAtBlobs, lookAtObjects } from "./look.ts";
import type { ScrubParameters } from "./parameters.ts";
import { isSampled } from "./sample.ts";

type Cursor =
  | { readonly phase: "objects"; readonly position: string | null; readonly since: number }
  | { readonly phase: "blobs"; readonly after: number }
  | { readonly phase: "damaged"; readonly after: number };

/** The same looks as a scrub that somebody drives, by itself and by the clock. */
export const scrub: JobKind = {
  concurrency: 1,
  attemptsMax: 5,
  slice(ctx, task) {
    const cursor = (task.cursor as Cursor | null) ?? { phase: "objects", position: null, since: ctx.now() };
    if (cursor.phase === "objects") return objects(ctx, cursor);
    return cursor.phase === "blobs" ? blobs(ctx, task, cursor.after) : damaged(ctx, task, cursor.after);
  },
};

async function objects(ctx: Context, { position, since }: { position: string | null; since: number }): Promise<Slice> {
  const { unknown, checked, next } = await lookAtObjects(ctx, position);
  const found = { counters: { checked, unknown: unknown.length }, log: unknown.map((key) => `unknown object ${key}`), done: false };
  if (next !== null) return { ...found, cursor: { phase: "objects", position: next, since } satisfies Cursor };
  return { ...found, cursor: { phase: "blobs", after: 0 } satisfies Cursor, statements: [forgetUnknown(since)] };
}

async function blobs(ctx: Context, task: Task, after: number): Promise<Slice> {
  const { verify_percent: percent } = task.parameters as ScrubParameters;
  const { missing, damaged: bad, checked, next } = await lookAtBlobs(ctx, after, (blobId) => isSampled(blobId, task.id, percent));
  const log = [...missing.map((digest) => `missing ${digest}`), ...bad.map((digest) => `damaged ${digest}`)];
  const counters = { checked, missing: missing.length, damaged: bad.length };
  if (next === null) return { cursor: { phase: "damaged", after: 0 } satisfies Cursor, done: false, counters, log };
  return { cursor: { phase: "blobs", after: next } satisfies Cursor, done: false, counters, log };
}

async function damaged(ctx: Context, task: Task, after: number): Promise<Slice> {
  const { healed, log, next } = await fetchDamaged(ctx, task, after, await listEnabledPolicies(ctx.store));
  const counters = { healed };
  if (next === null) return { cursor: null, done: true, counters, log: [...log, "done"] };
  return { cursor: { phase: "damaged", after: next } satisfies Cursor, done: false, counters, log };
}
