import { guardLink, linkBlob } from "../../store/blob-links.ts";
import { selectPushStanding } from "../../store/push-standing.ts";
import { findMountSource, stillMountable } from "../../store/mounts.ts";
import { guard } from "../../store/guards.ts";
import { sql } from "../../store/sql.ts";
import { GuardBroken } from "../../store/failures.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { guardActorMay } from "../access/guard.ts";
import { DomainError } from "../errors.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import { assertMayUpload } from "./start-upload.ts";

/**
 * Links a blob of another repository without moving bytes (distribution-spec v1.1 §"Mounting a blob from another repository").
 *
 * Sources are repositories the caller may pull: named in its token, of the same project, or public. Without `from` any of them will
 * do. False, whatever the reason: the caller is answered like one that asked for nothing, and its right to push is proved.
 *
 * @throws DomainError UNAUTHORIZED when the actor has lost the right to push.
 */
export async function mountBlob(
  ctx: RegistryContext,
  mount: { name: RepositoryName; digest: Digest; from: RepositoryName | null },
): Promise<boolean> {
  const { name, digest, from } = mount;
  const { projectId } = authorizeRepository(ctx, name, "push");
  const pullable = [...ctx.access].filter(([, access]) => access.actions.has("pull")).map(([full]) => full);
  const leaseMs = ctx.settings.times.push_lease.ms;
  const wanted = { digest, from: from?.full ?? null, pullable, projectId, leaseMs };
  const { standing, source } = await findMountSource(ctx.store, wanted, selectPushStanding(ctx.actor, projectId));
  await assertMayUpload(ctx, name, standing);
  if (!source) return false;
  try {
    await ctx.commit([
      guardActorMay(ctx.actor, projectId, "repository", "push"),
      guard("blob_found", stillMountable(source.linkId, leaseMs)),
      ...guardLink({ projectId, path: name.path }, { digest, size: source.size }),
      // A mount is no upload: the seven days of a link that nothing uses go on.
      ...linkBlob({ projectId, path: name.path }, { digest, leaseMs, uploadedAt: sql`${source.uploadedAt}` }),
    ]);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "QUOTA_EXCEEDED") throw await quotaExceeded(ctx, projectId, source.size, error);
    // Collected between reading and committing.
    if (error instanceof DomainError && error.cause instanceof GuardBroken && error.cause.guard === "blob_found") return false;
    throw error;
  }
}
