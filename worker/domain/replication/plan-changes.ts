import { listChangedRepositories, listChanges } from "../../store/replication-changes.ts";
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { insertTasksBeside, type TaskBeside } from "../../store/tasks.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import type { Slice, Task } from "../jobs/kinds.ts";
import { digestOrNull } from "../names/digest.ts";
import type { Sides } from "./open-sides.ts";
import { filtersOf, type RepositoryParameters, type RunParameters } from "./policy.ts";
import { destinationIn, massDeletion, selectsTagName } from "./select.ts";

const repositoriesMax = 500;
export const changesEach = 1000;

/** A run by events: a task for each repository in which something has changed. What comes later is for the next run. */
export async function planChanges(ctx: Context, task: Task, policy: ReplicationPolicyRow, { local }: Pick<Sides, "local">): Promise<Slice> {
  const { policyId } = task.parameters as RunParameters;
  const changed = await listChangedRepositories(ctx.store, policyId, "", repositoriesMax);
  const tally = policy.replicateDeletion === 1 ? await tallyDeletions(ctx, policy, local, changed) : { deletions: 0, inScope: 0 };
  const refusal = massDeletion({ ...tally, isAllowed: policy.allowMassDeletion === 1 });
  const tasks = changed.map(({ repository, count }): TaskBeside => {
    const destination = destinationIn(policy, repository);
    const parameters: RepositoryParameters = {
      policyId,
      dryRun: false,
      changes: true,
      operation: "copy",
      repository,
      destination,
      items: count,
      ...(refusal === null ? {} : { keepsDeleted: true }),
    };
    return { parameters };
  });
  const lane = { name: `registry:${policy.registryId}`, max: (await configurationOf(ctx)).replication_concurrency };
  return {
    cursor: null,
    done: true,
    counters: { repositories: tasks.length },
    statements: tasks.length > 0 ? [insertTasksBeside(task.id, tasks, lane)] : [],
    ...(refusal === null ? {} : { error: refusal, log: [refusal] }),
  };
}

/** Tags that have gone since, of those that are and were in the repositories. */
async function tallyDeletions(
  ctx: Context,
  policy: ReplicationPolicyRow,
  local: Sides["local"],
  changed: readonly { repository: string }[],
): Promise<{ deletions: number; inScope: number }> {
  const filters = filtersOf(policy);
  let deletions = 0;
  let inScope = 0;
  for (const { repository } of changed) {
    const names = new Set((await local.listTags(repository))?.map(({ name }) => name));
    const gone = (await listChanges(ctx.store, policy.id, repository, changesEach)).filter(
      ({ reference }) => digestOrNull(reference) === null && !names.has(reference),
    );
    deletions += gone.length;
    inScope += [...names].filter((name) => selectsTagName(filters, name)).length + gone.length;
  }
  return { deletions, inScope };
}
