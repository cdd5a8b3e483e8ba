import { type Change, listChanges, settleChange } from "../../store/replication-changes.ts";
import { subjectOf } from "../../store/replication-source.ts";
import type { Slice } from "../jobs/kinds.ts";
import { digestOrNull } from "../names/digest.ts";
import { copyReferrer, copyTag, type CopyOutcome } from "./copy-artifact.ts";
import type { CopyJob } from "./copy-job.ts";
import { isFromThere, selectTags } from "./copy-repository.ts";
import { mirrorArtifactDeletion, mirrorTagDeletion } from "./mirror-deletion.ts";
import type { Sides } from "./open-sides.ts";
import { changesEach } from "./plan-changes.ts";
import { type Item, runItems } from "./run-items.ts";

interface ChangedItem extends Item {
  readonly change: Change;
}

/**
 * Brings over what has changed in a repository: each tag and artifact as it is now, whatever happened in between. A change is settled when it has
 * arrived; one that fails stays for the next run.
 */
export async function copyChanges(
  job: CopyJob,
  at: { from: string; to: string; keepsDeleted: boolean },
  local: Sides["local"],
): Promise<Slice> {
  const { ctx, policy } = job.options;
  const changes = await listChanges(ctx.store, policy.id, at.from, changesEach);
  // Tags before artifacts: what no tag names any more may then go.
  const items = changes.map((change): ChangedItem => {
    const isTag = digestOrNull(change.reference) === null;
    return { key: `${isTag ? 0 : 1}${change.reference}`, name: `${at.from}${isTag ? ":" : "@"}${change.reference}`, change };
  });
  const found = await selectTags(local, policy, at.from);
  const tags = new Set(found?.all.map(({ name }) => name));
  const selected = new Set(found?.selected.map(({ name }) => name));
  const repository = { from: at.from, to: at.to, tags, selected };
  const sorted = items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return runItems(job, sorted, async ({ change }) => {
    const outcome =
      digestOrNull(change.reference) === null
        ? await bringTag(job, { ...at, repository }, change.reference)
        : await bringArtifact(job, { ...at, repository }, change.reference, local);
    if (outcome === "done") job.add(settleChange(change));
    return outcome === "kept" ? "done" : outcome;
  });
}

interface Place {
  readonly from: string;
  readonly to: string;
  readonly keepsDeleted: boolean;
  readonly repository: Parameters<typeof copyTag>[1];
}

/** `kept`: a deletion that must wait until somebody allows it. */
type Brought = CopyOutcome | "kept";

async function bringTag(job: CopyJob, at: Place, tag: string): Promise<Brought> {
  const { source, policy } = job.options;
  const state = await source.resolve(at.from, tag);
  if (isFromThere(job, state?.via ?? null)) return "done";
  if (state && state.digest !== null) {
    // A change of something that the filters leave out now.
    return at.repository.selected.has(tag) ? copyTag(job, at.repository, tag, { ...state, digest: state.digest }) : "done";
  }
  if (policy.replicateDeletion === 0) return "done";
  if (at.keepsDeleted) return "kept";
  await mirrorTagDeletion(job, { ...at, tag }, state);
  return "done";
}

async function bringArtifact(job: CopyJob, at: Place, digest: string, local: Sides["local"]): Promise<Brought> {
  const { ctx, policy } = job.options;
  const key = await local.key(at.from);
  const found = key && (await local.manifest(at.from, digest));
  if (key && found) {
    // What has no tag is brought by what names it, or with what it belongs to.
    const subject = await subjectOf(ctx.store, key, digest);
    return subject === null ? "done" : copyReferrer(job, at.repository, { digest, subject });
  }
  if (policy.replicateDeletion === 0) return "done";
  if (at.keepsDeleted) return "kept";
  await mirrorArtifactDeletion(job, at.to, digest);
  return "done";
}
