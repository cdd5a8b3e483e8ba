import { isPulledTogether } from "../../store/pulled-repositories.ts";
import type { Slice } from "../jobs/kinds.ts";
import type { CopyJob } from "./copy-job.ts";
import { filtersOf } from "./policy.ts";
import { mirrorTagDeletion } from "./mirror-deletion.ts";
import { runItems } from "./run-items.ts";
import { destinationIn, selectsRepositoryName, selectsTagName } from "./select.ts";

/** Takes tags away at the destination that the source had no more when the run was planned, and still has not, if the policy still wants that. */
export async function deleteMissingTags(
  job: CopyJob,
  at: { from: string; to: string; via: string; references: readonly string[]; isDryRun: boolean },
): Promise<Slice> {
  const { ctx, policy } = job.options;
  const filters = filtersOf(policy);
  const isWanted = policy.replicateDeletion === 1 && selectsRepositoryName(filters, at.from) && destinationIn(policy, at.from) === at.to;
  const items = at.references.toSorted().map((name) => ({ key: name, name }));
  return runItems(job, items, async ({ name }) => {
    const stays = (why: string) => {
      job.log(`${at.to}:${name} stays: ${why}`);
      return "done" as const;
    };
    if (!isWanted || !selectsTagName(filters, name)) return stays("the policy does not delete it any more");
    const state = await job.options.source.resolve(at.from, name);
    if (state && state.digest !== null) return stays(`${at.from} has it again`);
    // Of a policy that was turned round, too: what never was at the source was not deleted there.
    if (policy.direction === "push" && state === null) return stays("it was never here, or that is forgotten");
    if (policy.direction === "pull" && (await isPulledTogether(ctx.store, at.via, { source: at.from, destination: at.to })))
      return stays("other repositories are pulled into the same one");
    if (at.isDryRun) job.log(`would delete ${at.to}:${name}`);
    else await mirrorTagDeletion(job, { from: at.from, to: at.to, tag: name }, state);
    return "done";
  });
}
