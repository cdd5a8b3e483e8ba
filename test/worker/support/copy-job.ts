/** A slice of replication from this site, without a task of its own. */
import type { Context } from "../../../worker/domain/context.ts";
import type { Progress } from "../../../worker/domain/jobs/kinds.ts";
import { CopyJob, newCursor } from "../../../worker/domain/replication/copy-job.ts";
import { LocalSource } from "../../../worker/domain/replication/local-source.ts";
import type { Destination } from "../../../worker/domain/replication/sides.ts";
import type { ReplicationPolicyRow } from "../../../worker/store/replication-policies.ts";

/** `log`: what it has written down. */
export function copyJob(ctx: Context, destination: Destination, policy: Partial<ReplicationPolicyRow>): { job: CopyJob; log: string[] } {
  const log: string[] = [];
  const checkpoint = async (progress: Progress) => void log.push(...(progress.log ?? []));
  const job = new CopyJob({
    ctx,
    task: { id: 0, parameters: {}, cursor: null, signal: new AbortController().signal, checkpoint },
    policy: { replicateDeletion: 1, filters: "[]", speed: 0, ...policy } as ReplicationPolicyRow,
    source: new LocalSource(ctx),
    destination,
    destinationId: 0,
    destinationVia: "",
    isPublic: false,
    localProjectId: null,
    manifestHere: async () => null,
    chunkBytes: 1,
    cursor: newCursor(),
    sliceMs: 60_000,
  });
  return { job, log };
}
