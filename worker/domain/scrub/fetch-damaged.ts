/** Brings damaged blobs back from a registry that a policy keeps in step with this site. */
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { type DamagedBlob, listDamagedBlobs } from "../../store/scrub.ts";
import type { Context } from "../context.ts";
import type { Task } from "../jobs/kinds.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { openSides } from "../replication/open-sides.ts";
import { filtersOf } from "../replication/policy.ts";
import { destinationOf, selectsRepositoryName } from "../replication/select.ts";
import { answerMs, transfer } from "../replication/transfer.ts";

const blobsEach = 10;

export interface Fetched {
  readonly healed: number;
  readonly log: readonly string[];
  /** The last blob that was tried; null at the end. */
  readonly next: number | null;
}

/** Tries the next few behind the id `after`, wherever their repositories are replicated. */
export async function fetchDamaged(ctx: Context, task: Task, after: number, policies: readonly ReplicationPolicyRow[]): Promise<Fetched> {
  const blobs = policies.length === 0 ? [] : await listDamagedBlobs(ctx.store, after, blobsEach);
  const log: string[] = [];
  let healed = 0;
  for (const blob of blobs) {
    const from = await fetchOne(ctx, task, blob, policies);
    if (from === null) continue;
    healed += 1;
    log.push(`healed ${blob.digest} from ${from}`);
  }
  return { healed, log, next: blobs.length < blobsEach ? null : (blobs.at(-1)?.id ?? null) };
}

/** The registry's name; null: nobody had it. */
async function fetchOne(ctx: Context, task: Task, blob: DamagedBlob, policies: readonly ReplicationPolicyRow[]): Promise<string | null> {
  for (const repository of JSON.parse(blob.repositories) as string[]) {
    for (const policy of policies) {
      const there = nameThere(policy, repository);
      if (there === null) continue;
      try {
        // From there to here, whichever way the policy itself goes.
        const { source, destination, registry } = await openSides(ctx, { ...policy, direction: "pull" }, task.signal);
        const opened = await source.openBlob(there, blob.digest, { offset: 0, length: blob.size, ofBytes: blob.size });
        const upload = await destination.beginUpload(repository);
        const options = { signal: task.signal, moved: () => undefined, answerMs: answerMs(blob.size) };
        await transfer(opened, (body) => destination.closeUpload(repository, upload, blob.digest, body), options);
        return registry.name;
      } catch (error) {
        // Somebody else may have it.
        if (!(error instanceof RemoteError)) throw error;
        ctx.log("info", "a damaged blob was not fetched", { digest: blob.digest, policy: policy.name, error });
      }
    }
  }
  return null;
}

/** What the repository is called over there; null: the policy does not say. */
function nameThere(policy: ReplicationPolicyRow, repository: string): string | null {
  const name = { namespace: policy.destNamespace, count: policy.destNamespaceReplaceCount };
  // A pull that renames cannot be read backwards.
  if (policy.direction === "pull")
    return policy.destNamespace === "" && selectsRepositoryName(filtersOf(policy), repository) ? repository : null;
  return selectsRepositoryName(filtersOf(policy), repository) ? destinationOf(repository, name) : null;
}
