import { ensureBlob, guardLink, guardUploadOpen, linkBlob, type RepositoryKey, selectStorageKey } from "../../store/blob-links.ts";
import { ConstraintBroken, GuardBroken } from "../../store/failures.ts";
import { nowMs } from "../../store/sql.ts";
import { guardActorMay } from "../access/guard.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Digest } from "../names/digest.ts";
import type { Content } from "./assemble-content.ts";
import type { FinishOutcome } from "./session.ts";

/**
 * The batch that makes verified bytes a blob of the repository, and what the coordinator must be told of it. Blobs alone are not
 * in the audit log: the artifact that references them is.
 */
export async function commitBlob(
  ctx: Context,
  blob: { repository: RepositoryKey; digest: Digest; content: Content; expiresAtMs: number },
): Promise<{ outcome: FinishOutcome; error: unknown }> {
  const { repository, digest, content } = blob;
  const { times } = ctx.settings;
  try {
    const answers = await ctx.commit([
      guardUploadOpen(blob.expiresAtMs),
      guardActorMay(ctx.actor, repository.projectId, "repository", "push"),
      ...guardLink(repository, { digest, size: content.bytes }),
      ...ensureBlob({ digest, storageKey: content.key, size: content.bytes, trashRetentionMs: times.trash_retention.ms }),
      ...linkBlob(repository, { digest, leaseMs: times.push_lease.ms, uploadedAt: nowMs }),
      selectStorageKey(digest),
    ]);
    const storageKey = String(answers.at(-1)?.[0]?.storageKey);
    return { outcome: { kind: "committed", digest, storageKey }, error: null };
  } catch (error) {
    return { outcome: outcomeOf(error), error };
  }
}

function outcomeOf(error: unknown): FinishOutcome {
  const cause = error instanceof DomainError ? error.cause : error;
  if (cause instanceof GuardBroken) return { kind: "refused", keyInTrash: cause.guard === "storage_key_free" };
  // Also said by the database itself; that it is no guard of ours makes it no less clear.
  if (cause instanceof ConstraintBroken) return { kind: "refused", keyInTrash: false };
  return { kind: "unclear" };
}
