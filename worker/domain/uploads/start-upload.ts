import { isTrue } from "../../store/db.ts";
import { actorMay } from "../../store/access.ts";
import { rolesThat } from "../access/permissions.ts";
import { authorizeRepository, type RegistryContext, unauthorizedForRepository } from "../access/repository-access.ts";
import type { DigestAlgorithm } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { uploadCoordinator } from "./coordinator.ts";

/**
 * Opens an upload session and returns its id. The right is asked of D1 here, so that somebody who was removed does not
 * upload a gigabyte first.
 */
export async function startUpload(ctx: RegistryContext, name: RepositoryName, algorithm: DigestAlgorithm): Promise<string> {
  const { projectId } = authorizeRepository(ctx, name, "push");
  if (ctx.actor.kind === "user") {
    const may = await isTrue(ctx.store, actorMay({ userId: ctx.actor.id, projectId, roleIds: rolesThat("repository", "push") }));
    if (!may) throw unauthorizedForRepository(name, "push");
  }
  return uploadCoordinator(ctx.store, { projectId, path: name.path }).open(algorithm);
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
