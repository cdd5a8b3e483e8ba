import {
  type Change,
  type EventRow,
  listNewEvents,
  listPoliciesToFollow,
  moveOutboxCursor,
  noteChanges,
  skipEvents,
} from "../../store/replication-changes.ts";
import { type Follower, guardPolicyEnabled, listFollowers } from "../../store/replication-policies.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { startExecution } from "../jobs/start-execution.ts";
import { digestOrNull } from "../names/digest.ts";
import { subjectOfTag } from "../artifacts/artifact-kind.ts";
import { filtersOf, type RunParameters } from "./policy.ts";
import { selectsRepositoryName, selectsTagName } from "./select.ts";

const eventsEach = 500;
const restMs = 5000;
const restMsMax = 600_000;

/**
 * Notes for every policy that follows events what has changed, and starts a run where something is noted and none is open. After a run that failed
 * the next one waits, longer each time: a site that was cut off is caught up with when it returns.
 */
export async function followEvents(ctx: Context): Promise<void> {
  const followers = await listFollowers(ctx.store);
  if (followers.length === 0) {
    await ctx.commit([skipEvents]);
    return;
  }
  while (await noteEvents(ctx, followers));
  for (const { id: policyId, failures, endedAt, hasNews, now } of await listPoliciesToFollow(ctx.store)) {
    // What has failed must not hold up what is new.
    if (hasNews === 0 && failures > 0 && endedAt !== null && now < endedAt + restAfter(failures)) continue;
    const parameters: RunParameters = { policyId, dryRun: false, changes: true };
    const run = { kind: "REPLICATION", vendorId: policyId, trigger: "EVENT", parameters, exclusive: true, tasks: [parameters] } as const;
    await startExecution(ctx, run, [guardPolicyEnabled(policyId)]).catch((error: unknown) => {
      // Another was faster, one that is alone by its policy's wish runs, or somebody has just switched it off.
      if (!(error instanceof DomainError && (error.code === "CONFLICT" || error.code === "NOT_FOUND"))) throw error;
    });
  }
}

export function restAfter(failures: number): number {
  return Math.min(restMsMax, restMs * 2 ** (failures - 1));
}

/** Returns whether there may be more. */
async function noteEvents(ctx: Context, followers: readonly Follower[]): Promise<boolean> {
  const { cursor, events } = await listNewEvents(ctx.store, eventsEach);
  const last = events.at(-1);
  if (!last) return false;
  const changes = events.flatMap((event) => followers.flatMap((policy) => changesOf(event, policy)));
  try {
    await ctx.commit([...moveOutboxCursor(cursor, last.id), ...(changes.length > 0 ? [noteChanges(changes)] : [])]);
  } catch (error) {
    // Another has read the same events.
    if (!(error instanceof DomainError && error.code === "NOT_FOUND")) throw error;
  }
  return events.length === eventsEach;
}

interface Payload {
  readonly repository?: string;
  readonly digest?: string;
  readonly tag?: string | null;
  readonly reference?: string;
  readonly tags?: readonly string[];
  readonly via?: string | null;
}

/** What of an event a policy has to look at: tags and digests. How they are now is read when they are brought over. */
export function changesOf(event: EventRow, policy: Follower): Change[] {
  const payload = JSON.parse(event.payload) as Payload;
  const { repository } = payload;
  const filters = filtersOf(policy);
  if (event.at < policy.createdAt || repository === undefined || !selectsRepositoryName(filters, repository)) return [];
  // Where it came from it is known already.
  if (payload.via && payload.via === policy.via) return [];
  const isDeletion = event.event.startsWith("DELETE_");
  if (isDeletion && policy.replicateDeletion === 0) return [];
  const references = isDeletion ? [...(payload.tags ?? []), payload.reference ?? ""] : [payload.tag ?? payload.digest ?? ""];
  return references
    .filter(
      (reference) =>
        reference !== "" && (digestOrNull(reference) !== null || subjectOfTag(reference) !== null || selectsTagName(filters, reference)),
    )
    .map((reference) => ({ policyId: policy.id, repository, reference, outboxId: event.id }));
}
