import type { Slice } from "../jobs/kinds.ts";
import type { CopyJob } from "./copy-job.ts";
import { filtersOf } from "./policy.ts";
import { mirrorTagDeletion } from "./mirror-deletion.ts";
import { runItems } from "./run-items.ts";
import { selectsTagName } from "./select.ts";

/** Takes tags away at the destination that the source had no more when the run was planned, and still has not, if the policy still wants that. */
export async function deleteMissingTags(
  job: CopyJob,
  at: { from: string; to: string; references: readonly string[]; isDryRun: boolean },
): Promise<Slice> {
  const { policy } = job.options;
  const filters = filtersOf(policy);
  const items = at.references.toSorted().map((name) => ({ key: name, name }));
  return runItems(job, items, async ({ name }) => {
    if (policy.replicateDeletion === 0 || !selectsTagName(filters, name)) {
      job.log(`${at.to}:${name} stays: the policy does not delete it any more`);
      return "done";
    }
    const state = await job.options.source.resolve(at.from, name);
    if (state && state.digest !== null) return "done";
    if (at.isDryRun) job.log(`would delete ${at.to}:${name}`);
    else await mirrorTagDeletion(job, { from: at.from, to: at.to, tag: name }, state);
    return "done";
  });
}
