import {
  claimTrash,
  collectArtifacts,
  collectBlobs,
  collectLinks,
  countDoomed,
  forgetTrash,
  holdCandidates,
  listCandidates,
  listClaimedTrash,
  measureGarbage,
  measureUnlinked,
} from "../../store/garbage.ts";
import { deleteObjects } from "../../store/blob-writes.ts";
import { keptOf } from "../artifacts/delete-artifact.ts";
import type { Context } from "../context.ts";
import type { JobKind, Slice, Task } from "../jobs/kinds.ts";
import { heldByTagsAlong } from "./immutable-along.ts";
import type { CollectionParameters } from "./parameters.ts";

const phases = ["artifacts", "links", "blobs", "trash"] as const;
type Phase = (typeof phases)[number];

interface Cursor {
  readonly phase: Phase;
  /** Batches of objects in a row that R2 did not delete. */
  readonly failures: number;
}

const artifactsEach = 50;
const rowsEach = 500;
const objectsEach = 500;
/** A rule that holds artifacts may be taken away; nobody else would look again. */
const heldMs = 86_400_000;
const failuresMax = 3;
const failureWaitMs = 5000;

/**
 * Garbage collection, beside pushes and pulls: from candidates with due times, each taken only by a statement that proves it to be garbage.
 * What artifacts leave behind becomes candidates of the next phase; objects leave R2 last, and repeatably.
 */
export const collection: JobKind = {
  concurrency: 1,
  attemptsMax: 5,
  slice: (ctx, task) => (parametersOf(task).dry_run ? dryRun(ctx, parametersOf(task)) : slices[cursorOf(task).phase](ctx, task)),
};

const slices: Readonly<Record<Phase, (ctx: Context, task: Task) => Promise<Slice>>> = {
  async artifacts(ctx, task) {
    const takes = { untagged: parametersOf(task).delete_untagged, ...keptOf(ctx) };
    // Without deletion of what is untagged, candidates that were looked at once are not read again.
    const causes = takes.untagged ? ["push", "untagged", "cascade"] : ["push", "cascade"];
    const ids = await candidates(ctx, "artifact", causes, artifactsEach);
    if (ids.length === 0) return next("artifacts");
    const { held, guard } = await heldByTagsAlong(ctx, ids);
    const free = ids.filter((id) => !held.has(id));
    return {
      cursor: { phase: "artifacts", failures: 0 },
      done: false,
      counters: { purged_manifests: countDoomed(free, takes) },
      statements: [guard, holdCandidates([...held], heldMs), ...collectArtifacts(free, takes)],
    };
  },

  async links(ctx) {
    const ids = await candidates(ctx, "link", ["link", "unreferenced"], rowsEach);
    if (ids.length === 0) return next("links");
    return { cursor: { phase: "links", failures: 0 }, done: false, statements: collectLinks(ids) };
  },

  async blobs(ctx) {
    const ids = await candidates(ctx, "blob", ["unlinked"], rowsEach);
    if (ids.length === 0) return next("blobs");
    const { blobs, bytes } = measureUnlinked(ids);
    return {
      cursor: { phase: "blobs", failures: 0 },
      done: false,
      counters: { purged_blobs: blobs, freed_space: bytes },
      statements: collectBlobs(ids, ctx.settings.times.trash_retention.ms),
    };
  },

  trash: (ctx, task) => emptyTrash(ctx, cursorOf(task)),
};

/** A batch of objects; one that R2 refuses is tried again, at last by the next run, and never ends this one. */
async function emptyTrash(ctx: Context, { failures }: Cursor): Promise<Slice> {
  await ctx.commit([claimTrash(objectsEach)]);
  const objects = await listClaimedTrash(ctx.store, objectsEach);
  if (objects.length === 0) return { cursor: null, done: true, log: ["done"] };
  try {
    await deleteObjects(
      ctx.store,
      objects.map(({ key }) => ({ key, uploadId: null })),
    );
  } catch (error) {
    ctx.log("warn", "objects of the trash were not deleted", { count: objects.length, error });
    const isLast = failures + 1 >= failuresMax;
    const log = [`${objects.length} objects could not be deleted; ${isLast ? "the next run tries again" : "tried again"}`];
    const counters = { failed_objects: isLast ? objects.length : 0 };
    return { cursor: { phase: "trash", failures: failures + 1 }, done: isLast, counters, log, waitMs: failureWaitMs };
  }
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  return {
    cursor: { phase: "trash", failures: 0 },
    done: false,
    counters: { deleted_objects: objects.length, deleted_bytes: bytes },
    statements: [forgetTrash(objects.map(({ key }) => key))],
  };
}

/** What a run would take now. */
async function dryRun(ctx: Context, { delete_untagged: untagged }: CollectionParameters): Promise<Slice> {
  const found = await measureGarbage(ctx.store, { untagged, windowMs: ctx.settings.times.gc_window.ms });
  const counters = { purged_manifests: found.artifacts, purged_blobs: found.blobs, freed_space: found.bytes };
  const log = [`dry run: ${found.artifacts} artifacts and ${found.blobs} blobs of ${found.bytes} bytes would go; nothing was changed`];
  return { cursor: null, done: true, counters, log };
}

function candidates(ctx: Context, kind: "artifact" | "link" | "blob", causes: readonly string[], countMax: number): Promise<number[]> {
  return listCandidates(ctx.store, { kind, causes, windowMs: ctx.settings.times.gc_window.ms, countMax });
}

function parametersOf(task: Task): CollectionParameters {
  return task.parameters as CollectionParameters;
}

function cursorOf(task: Task): Cursor {
  return (task.cursor as Cursor | null) ?? { phase: "artifacts", failures: 0 };
}

function next(phase: Phase): Slice {
  const following = phases[phases.indexOf(phase) + 1] ?? "trash";
  return { cursor: { phase: following, failures: 0 }, done: false, log: [`no more ${phase} to look at; now ${following}`] };
}
