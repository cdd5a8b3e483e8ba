import type { Slice } from "../jobs/kinds.ts";
import { subjectOfTag } from "../artifacts/artifact-kind.ts";
import { copyTag, isDeletedLater } from "./copy-artifact.ts";
import type { CopyJob } from "./copy-job.ts";
import { filtersOf } from "./policy.ts";
import { type Item, runItems } from "./run-items.ts";
import { needsDetails, selectsTag } from "./select.ts";
import type { VersionedChange } from "../tags/version.ts";
import type { Source, SourceTag } from "./sides.ts";

/** The tags of a repository that a policy selects, and all it has. Null: it is gone. */
export async function selectTags(
  source: Source,
  policy: { readonly filters: string },
  repository: string,
): Promise<{ all: readonly SourceTag[]; selected: readonly SourceTag[] } | null> {
  const filters = filtersOf(policy);
  const all = await source.listTags(repository, needsDetails(filters));
  return all && { all, selected: all.filter((tag) => selectsTag(filters, tag)) };
}

/** Brings every tag of a repository over that the policy selects. */
export async function copyRepository(
  job: CopyJob,
  at: { from: string; to: string; isDryRun: boolean; isTogether: boolean },
): Promise<Slice> {
  const { source, policy } = job.options;
  const found = await selectTags(source, policy, at.from);
  if (!found) return { ...job.progress(), done: true, log: [`${at.from} is there no more`] };
  const tags = new Set(found.all.map(({ name }) => name));
  const selected = new Set(found.selected.map(({ name }) => name));
  const repository = { from: at.from, to: at.to, tags, selected };
  const slice = await runItems(job, itemsOf(found.selected), async ({ name }) => {
    const state = await source.resolve(at.from, name);
    const { digest } = state ?? { digest: null };
    if (!state || digest === null) return "done";
    if (isFromThere(job, state.via)) {
      job.log(`${at.from}:${name} came from there`);
      return "done";
    }
    return at.isDryRun
      ? tell(job, { ...at, tag: name, digest, change: state.change })
      : copyTag(job, repository, name, { ...state, digest });
  });
  if (!slice.done || !at.isTogether) return slice;
  return { ...slice, log: [...(slice.log ?? []), `nothing is deleted in ${at.to}: other repositories are pulled into it, too`] };
}

/** A change is never sent back where it came from. */
export function isFromThere({ options }: CopyJob, via: string | null): boolean {
  return via !== null && via === options.destinationVia;
}

/** The tags of old signatures come last: what they belong to brings them along. */
function itemsOf(tags: readonly SourceTag[]): Item[] {
  const items = tags.map(({ name }) => ({ name, key: `${subjectOfTag(name) === null ? "0" : "1"}${name}` }));
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

async function tell(job: CopyJob, at: { to: string; tag: string; digest: string; change: VersionedChange | null }): Promise<"done"> {
  const { destination, policy } = job.options;
  const found = await destination.find(at.to, at.tag);
  const what = `${at.to}:${at.tag} (${at.digest})`;
  if (!found && (await isDeletedLater(job, at.to, at.tag, at.change))) {
    job.log(`would not copy ${what}: it was deleted there since`);
    return "done";
  }
  if (!found) job.log(`would copy ${what}`);
  else if (found.digest === at.digest) job.log(`is there: ${what}`);
  else job.log(policy.override === 1 ? `would copy ${what} over ${found.digest}` : `would not override ${at.to}:${at.tag}`);
  if (found?.digest !== at.digest) job.count("artifacts_to_copy");
  return "done";
}
