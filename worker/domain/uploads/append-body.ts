import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { MultipartGone } from "../../store/blob-writes.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { type UploadCoordinator, uploadCoordinator } from "./coordinator.ts";
import { outOfOrder } from "./refusals.ts";
import { FencedOff, SessionWriter } from "./session-writer.ts";
import { takeBody, type UploadBody } from "./take-body.ts";

/**
 * One PATCH. `start`: the first byte by Content-Range, null when the body is a stream.
 *
 * @returns bytes acknowledged.
 * @throws DomainError UPLOAD_UNKNOWN, UPLOAD_OUT_OF_ORDER (with the true range), UPLOAD_STALLED, UPLOAD_BROKEN_OFF, BUSY
 */
export async function appendBody(
  ctx: RegistryContext,
  upload: { name: RepositoryName; id: string; start: number | null; body: UploadBody },
): Promise<number> {
  const { name, id, start, body } = upload;
  const { projectId } = authorizeRepository(ctx, name, "push");
  const coordinator = uploadCoordinator(ctx.store, { projectId, path: name.path });
  const answer = await coordinator.begin({ sessionId: id, algorithm: "sha256", start, closing: null });
  if (!answer.ok) {
    if (answer.reason === "unknown") throw new DomainError("UPLOAD_UNKNOWN");
    throw outOfOrder(name, id, answer.offset);
  }
  const writer = new SessionWriter(ctx, coordinator, answer.grant);
  try {
    await takeBody(ctx, answer.grant, writer, body, start === null ? "stream" : "chunk");
  } catch (error) {
    throw await brokenOff(ctx, coordinator, writer, { name, id, epoch: answer.grant.epoch, error });
  }
  const counted = await coordinator.endOfBody(id, answer.grant.epoch, writer.progress, writer.unused);
  if (!counted) throw await fenced(coordinator, name, id);
  return writer.progress.offset;
}

/** The body ended before its time: whole parts are kept, and the caller is told how far they reach. */
async function brokenOff(
  ctx: RegistryContext,
  coordinator: UploadCoordinator,
  writer: SessionWriter,
  failed: { name: RepositoryName; id: string; epoch: number; error: unknown },
): Promise<unknown> {
  const { name, id, error } = failed;
  if (error instanceof MultipartGone) {
    await coordinator.cancel(id);
    return new DomainError("UPLOAD_UNKNOWN", { cause: error });
  }
  const counted = !(error instanceof FencedOff) && (await coordinator.endOfBody(id, failed.epoch, writer.progress, writer.unused));
  if (!counted) return fenced(coordinator, name, id);
  ctx.log("info", "upload body broke off", { error });
  const { offset } = writer.progress;
  if (!(error instanceof DomainError)) return error;
  return new DomainError(error.code, { headers: { ...error.headers, ...outOfOrder(name, id, offset).headers }, cause: error });
}

/** This request's epoch has passed: it changed nothing. */
async function fenced(coordinator: UploadCoordinator, name: RepositoryName, id: string): Promise<DomainError> {
  const offset = await coordinator.status(id);
  return offset === null ? new DomainError("UPLOAD_UNKNOWN") : outOfOrder(name, id, offset);
}
