import { isTrue } from "../../store/db.ts";
import { actorMay } from "../../store/access.ts";
import { type Sql, sql } from "../../store/sql.ts";
import type { Actor } from "../access/actor.ts";
import { rolesThat } from "../access/permissions.ts";
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
  if (!isProved && !(await isTrue(ctx.store, mayStillPush(ctx.actor, projectId)))) throw unauthorizedForRepository(name, "push");
  return uploadCoordinator(ctx.store, { projectId, path: name.path }).open(algorithm);
}

/** Condition: the actor's right to push, as D1 has it now. */
export function mayStillPush(actor: Actor, projectId: number): Sql {
  if (actor.kind === "user") return actorMay({ userId: actor.id, projectId, roleIds: rolesThat("repository", "push") });
  return actor.kind === "system" ? sql`1` : sql`0`;
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
