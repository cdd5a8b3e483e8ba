import { firstRow } from "../../store/db.ts";
import { type PushStanding, selectPushStanding } from "../../store/push-standing.ts";
import { DomainError } from "../errors.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import { authorizeRepository, type RegistryContext, unauthorizedForRepository } from "../access/repository-access.ts";
import type { DigestAlgorithm } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { uploadCoordinator } from "./coordinator.ts";

/**
 * Opens an upload session and returns its id. The right is asked of D1 before, so that somebody who was removed does not
 * upload a gigabyte first; `isProved` says that it just was.
 */
export async function startUpload(
  ctx: RegistryContext,
  upload: { name: RepositoryName; algorithm: DigestAlgorithm; isProved: boolean },
): Promise<string> {
  const { name, algorithm, isProved } = upload;
  const { projectId } = authorizeRepository(ctx, name, "push");
  if (!isProved) await assertMayUpload(ctx, name, await firstRow(ctx.store, selectPushStanding(ctx.actor, projectId)));
  return uploadCoordinator(ctx.store, { projectId, path: name.path }).open(algorithm);
}

/** @throws DomainError UNAUTHORIZED, READ_ONLY, QUOTA_EXCEEDED */
export async function assertMayUpload(ctx: RegistryContext, name: RepositoryName, standing: PushStanding | null): Promise<void> {
  if (standing?.may !== 1) throw unauthorizedForRepository(name, "push");
  if (standing.writable !== 1) throw new DomainError("READ_ONLY");
  if (standing.room !== 1) throw await quotaExceeded(ctx, authorizeRepository(ctx, name, "push").projectId, 0);
}

/** Acknowledged bytes of an open session, or null. */
export async function uploadOffset(ctx: RegistryContext, name: RepositoryName, id: string): Promise<number | null> {
  const { projectId } = authorizeRepository(ctx, name, "push");
  return uploadCoordinator(ctx.store, { projectId, path: name.path }).status(id);
}

/** Ends a session and gives up what it holds. False: there is no such open session. */
export async function cancelUpload(ctx: RegistryContext, name: RepositoryName, id: string): Promise<boolean> {
  const { projectId } = authorizeRepository(ctx, name, "push");
  return uploadCoordinator(ctx.store, { projectId, path: name.path }).cancel(id);
}
