import { RemoteError } from "../registries/remote-error.ts";
import { conflictRow } from "../tags/receive-tag.ts";
import { compareVersions, formatVersion, receive, type VersionedChange } from "../tags/version.ts";
import { parseRepositoryName } from "../names/repository-name.ts";
import { copyBlob } from "./copy-blob.ts";
import type { CopyJob } from "./copy-job.ts";
import { edgesOf } from "./graph.ts";
import type { Accessory, Manifest, Outcome, TagState } from "./sides.ts";

export interface RepositoryCopy {
  readonly from: string;
  readonly to: string;
  /** All tags of the source, among which old tools leave signatures. */
  readonly tags: ReadonlySet<string>;
  /** Those that are replicated for themselves. */
  readonly selected: ReadonlySet<string>;
}

export type CopyOutcome = "done" | "later";

const blobsBeside = 3;
const depthMax = 8;

/**
 * Brings what a tag points at over: blobs before manifests, children before indexes, what belongs to an artifact with it, the tag last. What is
 * there is left alone.
 */
export async function copyTag(
  job: CopyJob,
  repository: RepositoryCopy,
  tag: string,
  state: TagState & { digest: string },
): Promise<CopyOutcome> {
  const { from, to } = repository;
  const { destination, policy, isPublic } = job.options;
  const found = await destination.find(to, tag);
  const isSame = found?.digest === state.digest;
  const isNewest =
    !state.change || (found?.version && compareVersions(found.version, state.change.version) >= 0) || destination.siteId === null;
  if (found && !isSame && policy.override === 0) {
    job.log(`${to}:${tag} is there as ${found.digest} and is not overridden`);
    job.count("artifacts_skipped");
    return "done";
  }
  if (isSame && isNewest) {
    job.count("artifacts_skipped");
    return copyLateAccessories(job, repository, state.digest, 0);
  }
  if (!found && (await isDeletedLater(job, to, tag, state.change))) {
    job.log(`${to}:${tag} was deleted at the destination since, and stays so`);
    job.count("artifacts_skipped");
    return "done";
  }
  await destination.prepare(to, isPublic);
  if ((await copyNode(job, repository, { digest: state.digest, isTagged: true }, 0)) === "later") return "later";
  const manifest = await manifestOf(job, from, state.digest);
  const outcome = await destination.putManifest(to, tag, manifest, state.change);
  noteOutcome(job, { to, from, tag }, state, outcome);
  return "done";
}

/** By somebody who knew this very version. Of what was changed at both sides both sites are told. */
export async function isDeletedLater({ options }: CopyJob, to: string, tag: string, change: VersionedChange | null): Promise<boolean> {
  const deletion = change && (await options.destination.findDeletion(to, tag));
  if (!change || !deletion) return false;
  const { applies, isConflict } = receive(deletion, change);
  return !applies && !isConflict;
}

/** What an artifact is made of and what belongs to it; itself by digest, unless its tag will do that and nothing refers to it. */
async function copyNode(
  job: CopyJob,
  repository: RepositoryCopy,
  node: { digest: string; isTagged: boolean },
  depth: number,
): Promise<CopyOutcome> {
  if (depth > depthMax) throw new RemoteError("refused", `${node.digest} is nested more than ${depthMax} levels deep`);
  const { from, to } = repository;
  const { destination, source } = job.options;
  if (!node.isTagged && (await destination.find(to, node.digest))) return copyLateAccessories(job, repository, node.digest, depth);
  const manifest = await manifestOf(job, from, node.digest);
  const { children, blobs } = edgesOf(manifest);
  for (const child of children) {
    // An index may name what its repository never had.
    if (!(await source.manifest(from, child.digest))) job.log(`${child.digest}, which ${node.digest} names, is not at the source`);
    else if ((await copyNode(job, repository, { digest: child.digest, isTagged: false }, depth + 1)) === "later") return "later";
    // What has arrived is found by the next slice.
    if (job.isOver && child !== children.at(-1)) return "later";
  }
  if ((await copyBlobs(job, repository, blobs)) === "later") return "later";
  const accessories = await source.accessories(from, node.digest, repository.tags);
  if (!node.isTagged || accessories.length > 0) await destination.putManifest(to, node.digest, manifest, null);
  return copyAccessories(job, repository, { of: node.digest, accessories }, depth);
}

async function copyBlobs(
  job: CopyJob,
  { from, to }: RepositoryCopy,
  blobs: readonly { digest: string; size: number }[],
): Promise<CopyOutcome> {
  const waiting = [...blobs];
  let outcome: CopyOutcome = "done";
  let failure: unknown = null;
  const work = async () => {
    for (let blob = waiting.shift(); blob && failure === null; blob = waiting.shift()) {
      try {
        const copied = await copyBlob(job, { from, to, digest: blob.digest, bytes: blob.size });
        if (copied === "later") outcome = "later";
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(blobsBeside, blobs.length) }, work));
  if (failure !== null) throw failure;
  return outcome;
}

async function copyAccessories(
  job: CopyJob,
  repository: RepositoryCopy,
  { of, accessories }: { of: string; accessories: readonly Accessory[] },
  depth: number,
): Promise<CopyOutcome> {
  for (const { digest, tags } of accessories) {
    if (digest !== null && digest !== of && (await copyNode(job, repository, { digest, isTagged: false }, depth + 1)) === "later")
      return "later";
    for (const tag of tags) if ((await copyAccessoryTag(job, repository, { of, digest, tag }, depth)) === "later") return "later";
  }
  return "done";
}

async function copyAccessoryTag(
  job: CopyJob,
  repository: RepositoryCopy,
  accessory: { of: string; digest: string | null; tag: string },
  depth: number,
): Promise<CopyOutcome> {
  const { from, to } = repository;
  const { tag, of } = accessory;
  const state = await job.options.source.resolve(from, tag);
  const digest = state?.digest ?? null;
  if (!state || digest === null || (accessory.digest !== null && accessory.digest !== digest)) return "done";
  // A tag may be named after the very artifact that it points at.
  if (digest !== of && (await copyNode(job, repository, { digest, isTagged: true }, depth + 1)) === "later") return "later";
  const outcome = await job.options.destination.putManifest(to, tag, await manifestOf(job, from, digest), state.change);
  noteOutcome(job, { to, from, tag }, state, outcome);
  return "done";
}

/** What belongs to an artifact, when that is over there: else it comes with it. */
export async function copyReferrer(
  job: CopyJob,
  repository: RepositoryCopy,
  referrer: { digest: string; subject: string },
): Promise<CopyOutcome> {
  const { destination } = job.options;
  if (!(await destination.find(repository.to, referrer.subject))) return "done";
  return copyNode(job, repository, { digest: referrer.digest, isTagged: false }, 1);
}

/** An artifact that is there may have been signed since: so may its children. */
async function copyLateAccessories(job: CopyJob, repository: RepositoryCopy, digest: string, depth: number): Promise<CopyOutcome> {
  const { from, to } = repository;
  const { source, destination, manifestHere } = job.options;
  const accessories = await source.accessories(from, digest, repository.tags);
  if (accessories.length > 0) {
    const there = new Set(await destination.listAccessories(to, digest));
    const late: Accessory[] = [];
    for (const one of accessories) {
      const isThere = (one.digest !== null && there.has(one.digest)) || (await isThereByTag(job, repository, one));
      if (!isThere) late.push(one);
    }
    if ((await copyAccessories(job, repository, { of: digest, accessories: late }, depth)) === "later") return "later";
  }
  const manifest = depth < depthMax ? await manifestHere(repository, digest) : null;
  for (const child of manifest ? edgesOf(manifest).children : []) {
    if ((await copyLateAccessories(job, repository, child.digest, depth + 1)) === "later") return "later";
  }
  return "done";
}

/** Signatures of old tools are found by their tags; those that are replicated as tags anyway need no question here. */
async function isThereByTag(job: CopyJob, { to, selected }: RepositoryCopy, { digest, tags }: Accessory): Promise<boolean> {
  for (const tag of tags) {
    if (selected.has(tag)) return true;
    const found = await job.options.destination.find(to, tag);
    if (found && (digest === null || found.digest === digest)) return true;
  }
  return false;
}

async function manifestOf(job: CopyJob, repository: string, digest: string): Promise<Manifest> {
  const manifest = await job.options.source.manifest(repository, digest);
  if (!manifest) throw new RemoteError("absent", `${repository} has ${digest} no more`);
  return manifest;
}

/** What the other side made of a tag, in the log and, for a conflict, in this site's audit log as well. */
export function noteOutcome(
  job: CopyJob,
  at: { from: string; to: string; tag: string },
  state: Pick<TagState, "change" | "digest">,
  { isKept, conflict, because = "is older than what the destination has" }: Outcome,
): void {
  const { ctx, localProjectId } = job.options;
  const what = state.digest === null ? "deletion of " : "";
  if (isKept) job.log(`${what}${at.to}:${at.tag} ${because}, which stays`);
  else job.log(`${what}${at.to}:${at.tag}${state.digest === null ? "" : `: ${state.digest}`}`);
  job.count(isKept ? "artifacts_skipped" : state.digest === null ? "tags_deleted" : "artifacts_copied");
  if (!conflict || !state.change || localProjectId === null) return;
  job.log(`conflict at ${at.to}:${at.tag}: ${formatVersion(conflict)} and ${formatVersion(state.change.version)}`);
  const place = { repository: { projectId: localProjectId }, name: parseRepositoryName(at.from), tag: at.tag };
  const versions = { here: state.change.version, incoming: conflict, applies: isKept };
  job.add(conflictRow(ctx, place, versions));
}
