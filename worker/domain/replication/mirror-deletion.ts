import { noteOutcome } from "./copy-artifact.ts";
import type { CopyJob } from "./copy-job.ts";
import type { Destination, TagState } from "./sides.ts";

const tagsLookedAtMax = 200;

/**
 * Takes a tag away at the destination that the source has deleted, and with it the artifact when the source has that no more and no other tag
 * over there names it.
 */
export async function mirrorTagDeletion(
  job: CopyJob,
  at: { from: string; to: string; tag: string },
  state: TagState | null,
): Promise<void> {
  const { source, destination } = job.options;
  const found = await destination.find(at.to, at.tag);
  // For another site a deletion counts also where the tag is not, or not yet.
  if (!found && !state?.change) return;
  const outcome = await destination.deleteTag(at.to, at.tag, state?.change ?? null);
  noteOutcome(job, at, { change: state?.change ?? null, digest: null }, outcome);
  if (!found || outcome.isKept || (await source.manifest(at.from, found.digest))) return;
  await mirrorArtifactDeletion(job, at.to, found.digest);
}

/** What an index, or a tag of somebody else, still needs over there stays. */
export async function mirrorArtifactDeletion(job: CopyJob, to: string, digest: string): Promise<void> {
  const { destination } = job.options;
  if (!(await destination.find(to, digest))) return;
  if (!(await isNamed(destination, to, digest)) && (await destination.deleteManifest(to, digest))) {
    job.count("artifacts_deleted");
    job.log(`deletion of ${to}@${digest}`);
  } else job.log(`${to}@${digest} is still needed there and stays`);
}

/**
 * Whether a tag over there names it, or may do so among many. A Roadstead asks that itself as it deletes; elsewhere all tags of an artifact go
 * with it, whoever gave them.
 */
async function isNamed(destination: Destination, to: string, digest: string): Promise<boolean> {
  if (destination.siteId !== null) return false;
  const tags = (await destination.listMirrored(to)) ?? [];
  if (tags.length > tagsLookedAtMax) return true;
  for (const tag of tags) if ((await destination.find(to, tag))?.digest === digest) return true;
  return false;
}
