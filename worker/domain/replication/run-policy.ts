import { findReplicationPolicy, type ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import type { JobKind, Slice, Task } from "../jobs/kinds.ts";
import { DomainError } from "../errors.ts";
import { isPassing, RemoteError } from "../registries/remote-error.ts";
import { copyChanges } from "./copy-changes.ts";
import { type CopyCursor, CopyJob, newCursor } from "./copy-job.ts";
import { copyRepository } from "./copy-repository.ts";
import { deleteMissingTags } from "./delete-tags.ts";
import { openSides, type Sides } from "./open-sides.ts";
import { planChanges } from "./plan-changes.ts";
import { planRun } from "./plan-run.ts";
import type { RepositoryParameters, RunParameters } from "./policy.ts";

const sliceMs = 15_000;

/** Brings what a policy selects from its source to its destination: a task that plans, then one for each repository. */
export const replication: JobKind = {
  concurrency: 8,
  attemptsMax: 5,
  async slice(ctx, task) {
    const parameters = task.parameters as RunParameters | RepositoryParameters;
    const policy = await findReplicationPolicy(ctx.store, parameters.policyId);
    if (!policy) return { cursor: null, done: true, error: "the policy was deleted", log: ["the policy was deleted"] };
    try {
      return await sliceOf(ctx, task, policy, parameters);
    } catch (error) {
      return explained(task, error);
    }
  },
};

async function sliceOf(
  ctx: Context,
  task: Task,
  policy: ReplicationPolicyRow,
  parameters: RunParameters | RepositoryParameters,
): Promise<Slice> {
  const sides = await openSides(ctx, policy, task.signal);
  if (!("repository" in parameters)) return parameters.changes ? planChanges(ctx, task, policy, sides) : planRun(ctx, task, policy, sides);
  const { repository: from, destination: to, dryRun: isDryRun, references = [], keepsDeleted = false, isTogether = false } = parameters;
  const job = await jobOf(ctx, task, policy, sides, parameters);
  if (parameters.changes) return copyChanges(job, { from, to, keepsDeleted }, sides.local);
  return parameters.operation === "deletion"
    ? deleteMissingTags(job, { from, to, via: sides.via, references, isDryRun })
    : copyRepository(job, { from, to, isDryRun, isTogether });
}

async function jobOf(
  ctx: Context,
  task: Task,
  policy: ReplicationPolicyRow,
  sides: Sides,
  parameters: RepositoryParameters,
): Promise<CopyJob> {
  const { source, destination, destinationId, local } = sides;
  const isPush = policy.direction === "push";
  const { replication_chunk_mib: chunkMib } = await configurationOf(ctx);
  return new CopyJob({
    ctx,
    task,
    policy,
    source,
    destination,
    destinationId,
    destinationVia: isPush ? sides.via : "",
    isPublic: isPush && (await local.isPublic(parameters.repository)),
    localProjectId: isPush ? ((await local.key(parameters.repository))?.projectId ?? null) : null,
    manifestHere: ({ from, to }, digest) => local.manifest(isPush ? from : to, digest),
    chunkBytes: chunkMib * 1024 * 1024,
    cursor: { ...newCursor(), ...(task.cursor as CopyCursor | null) },
    sliceMs,
  });
}

/** What may pass is tried again by the task's own attempts; what will not has failed, and says so in the execution. */
function explained(task: Task, error: unknown): Slice {
  task.signal.throwIfAborted();
  if (!(error instanceof RemoteError)) throw error;
  if (isPassing(error)) {
    const headers = { "Retry-After": String(Math.ceil((error.retryAfterMs ?? 0) / 1000)) };
    throw new DomainError("UNAVAILABLE", { message: error.message, headers, cause: error });
  }
  return { cursor: task.cursor, done: true, error: error.message, log: [error.message] };
}
