import { MultipartGone } from "../../store/blob-writes.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { DomainError } from "../errors.ts";
import { algorithmOf, type Digest, type DigestAlgorithm } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import { assembleContent } from "./assemble-content.ts";
import { commitBlob } from "./commit-blob.ts";
import type { BodyGrant } from "./coordinate.ts";
import { type UploadCoordinator, uploadCoordinator } from "./coordinator.ts";
import { outOfOrder } from "./refusals.ts";
import type { FinishOutcome } from "./session.ts";
import { FencedOff, SessionWriter } from "./session-writer.ts";
import type { UploadBody } from "./take-body.ts";

export interface Closing {
  readonly name: RepositoryName;
  /** Null: a single POST, which opens its session itself. */
  readonly id: string | null;
  readonly digest: Digest;
  /** The body's first byte by Content-Range; null when not given. */
  readonly start: number | null;
  /** Null: all bytes came before. */
  readonly body: UploadBody | null;
}

/**
 * Ends an upload: the content is assembled, verified against the digest, and linked to the repository in one batch
 * (distribution-spec v1.1 §"Pushing blobs").
 *
 * @throws DomainError DIGEST_INVALID (the content is gone), UPLOAD_UNKNOWN, UPLOAD_OUT_OF_ORDER; UNAVAILABLE when D1 gave no clear
 * answer: the same request may be repeated.
 */
export async function closeUpload(ctx: RegistryContext, closing: Closing): Promise<void> {
  const { name, id, digest, body } = closing;
  const { projectId } = authorizeRepository(ctx, name, "push");
  const repository = { projectId, path: name.path };
  const coordinator = uploadCoordinator(ctx.store, repository);
  const answer = await coordinator.begin({
    sessionId: id,
    algorithm: algorithmOf(digest),
    start: closing.start,
    closing: { digest, withBody: body !== null },
  });
  if (!answer.ok) {
    if (answer.reason === "finished") return;
    if (answer.reason === "unknown") throw new DomainError("UPLOAD_UNKNOWN");
    throw outOfOrder(name, id ?? "", answer.offset);
  }
  const { grant } = answer;
  const writer = new SessionWriter(ctx, coordinator, grant);
  let outcome: FinishOutcome = { kind: "no-batch", retry: true };
  try {
    const content = await assembleContent(ctx, grant, writer, { digest, body });
    if (content.digest !== digest) {
      outcome = { kind: "no-batch", retry: false };
      throw new DomainError("DIGEST_INVALID", { detail: { expected: digest, actual: content.digest } });
    }
    await writer.assertCurrent();
    const committed = await commitBlob(ctx, { repository, digest, content, expiresAtMs: grant.session.expiresAtMs });
    outcome = committed.outcome;
    if (committed.error instanceof DomainError && committed.error.code === "QUOTA_EXCEEDED") {
      throw await quotaExceeded(ctx, projectId, content.bytes, committed.error);
    }
    if (committed.error) throw committed.error;
  } catch (error) {
    // A multipart upload that is gone cannot be continued: the client starts anew.
    if (error instanceof MultipartGone) outcome = { kind: "no-batch", retry: false };
    throw explain(error, closing, writer);
  } finally {
    await report(ctx, coordinator, grant, writer, outcome);
  }
}

export function startAlgorithm(text: string | null): DigestAlgorithm {
  if (text === null || text === "sha256" || text === "sha512") return text ?? "sha256";
  throw new DomainError("DIGEST_INVALID", { message: "digest-algorithm must be sha256 or sha512" });
}

/** A report that is lost costs nothing: the finish then counts as silent, and its object waits for the session's expiry. */
async function report(
  ctx: RegistryContext,
  coordinator: UploadCoordinator,
  grant: BodyGrant,
  writer: SessionWriter,
  outcome: FinishOutcome,
): Promise<void> {
  const keepsOpen = outcome.kind === "no-batch" && outcome.retry && !writer.wholeObject;
  const progress = keepsOpen ? writer.progress : null;
  await coordinator
    .endOfFinish(grant.session.id, grant.epoch, { outcome, progress, unused: writer.unused })
    .catch((error: unknown) => ctx.log("warn", "the end of a finish was not reported", { error }));
}

function explain(error: unknown, { name, id }: Closing, writer: SessionWriter): unknown {
  if (error instanceof MultipartGone) return new DomainError("UPLOAD_UNKNOWN", { cause: error });
  if (error instanceof FencedOff) return outOfOrder(name, id ?? "", writer.progress.offset);
  return error;
}
