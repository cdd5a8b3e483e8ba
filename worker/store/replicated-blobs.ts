/** Blobs on their way to a registry: a lease keyed by digest, and where the blob is once it has arrived. */
import { nowMs, type Sql, sql } from "./sql.ts";

export interface BlobClaim {
  /** 0: this site. */
  readonly registryId: number;
  readonly digest: string;
  /** Where it goes. */
  readonly repository: string;
  readonly taskId: number;
  readonly leaseMs: number;
}

/** A task that has ended, however it did, takes nothing there any more. */
const isEnded = (taskId: Sql) => sql`not exists (select 1 from tasks where id = ${taskId} and ended_at is null)`;

/** What is known before `claimBlob` of the same batch. */
export function selectBlobClaim({ registryId, digest, taskId }: BlobClaim): Sql {
  return sql`select repository, lease_until > ${nowMs} and task_id <> ${taskId} and not ${isEnded(sql`task_id`)} as isBusy, lease_until = 0 as isThere
    from replicated_blobs where registry_id = ${registryId} and digest = ${digest}`;
}

/** Takes the blob unless another task has it. */
export function claimBlob({ registryId, digest, repository, taskId, leaseMs }: BlobClaim): Sql {
  return sql`insert into replicated_blobs (registry_id, digest, repository, task_id, lease_until, at)
    values (${registryId}, ${digest}, ${repository}, ${taskId}, ${nowMs} + ${leaseMs}, ${nowMs})
    on conflict (registry_id, digest) do update set repository = excluded.repository, task_id = excluded.task_id,
      lease_until = excluded.lease_until, at = excluded.at where lease_until <= ${nowMs} or task_id = ${taskId}
        or ${isEnded(sql`replicated_blobs.task_id`)}`;
}

type Place = Pick<BlobClaim, "registryId" | "digest" | "taskId">;

export function renewBlob({ registryId, digest, taskId, leaseMs }: Place & { readonly leaseMs: number }): Sql {
  return sql`update replicated_blobs set lease_until = ${nowMs} + ${leaseMs}
    where registry_id = ${registryId} and digest = ${digest} and task_id = ${taskId} and lease_until > 0`;
}

/** It has arrived: others may mount it from there. */
export function settleBlob({ registryId, digest, taskId }: Place): Sql {
  return sql`update replicated_blobs set lease_until = 0, at = ${nowMs} where registry_id = ${registryId} and digest = ${digest} and task_id = ${taskId}`;
}

/** It did not: another may try. */
export function releaseBlobs(taskId: number): Sql {
  return sql`delete from replicated_blobs where task_id = ${taskId} and lease_until > 0`;
}

export function forgetReplicatedBlobs(ageMs: number, rowsEach: number): Sql {
  return sql`delete from replicated_blobs where (registry_id, digest) in
    (select registry_id, digest from replicated_blobs where at < ${nowMs} - ${ageMs} order by at limit ${rowsEach})`;
}

/** Reserves a policy's bandwidth for so many bytes; returns how long to wait before they may go. */
export function reserveBandwidth(policyId: number, bytes: number): Sql {
  const tookMs = sql`(${bytes} * 1000 / (speed * 1024))`;
  return sql`update replication_policies set bandwidth_until = max(bandwidth_until, ${nowMs}) + ${tookMs}
    where id = ${policyId} and speed > 0 returning bandwidth_until - ${tookMs} - ${nowMs} as waitMs`;
}
