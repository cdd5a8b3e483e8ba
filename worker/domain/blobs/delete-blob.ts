import { deleteLink } from "../../store/delete-artifact.ts";
import { guardActorMay } from "../access/guard.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { auditRow } from "../audit/record.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { forgetBlob } from "./open-blob.ts";

/** Takes a blob out of the repository (distribution-spec v1.1 §"Deleting Blobs"). @throws DomainError BLOB_UNKNOWN, BLOB_IN_USE */
export async function deleteBlob(ctx: RegistryContext, name: RepositoryName, digest: Digest): Promise<void> {
  const { projectId } = authorizeRepository(ctx, name, "delete");
  await ctx.commit([
    guardActorMay(ctx.actor, projectId, "repository", "delete"),
    ...deleteLink({ projectId, path: name.path }, digest),
    auditRow(ctx, { operation: "delete", resourceType: "blob", resource: `${name.full}@${digest}`, projectId, success: true }),
  ]);
  forgetBlob(projectId, name, digest);
}
