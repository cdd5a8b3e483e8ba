import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { removeArtifact } from "../artifacts/delete-artifact.ts";
import type { Reference } from "../names/reference.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { removeTag } from "../tags/delete-tag.ts";

/**
 * By tag: takes the tag away. By digest: removes the artifact with all its tags (distribution-spec v1.1 §"Deleting Tags" and
 * §"Deleting Manifests"). Bytes go when they are collected.
 *
 * @throws DomainError MANIFEST_UNKNOWN, MANIFEST_IN_USE when an index names it, TAG_IMMUTABLE
 */
export async function deleteManifest(ctx: RegistryContext, name: RepositoryName, reference: Reference): Promise<void> {
  const { projectId } = authorizeRepository(ctx, name, "delete");
  const right = { resource: "repository", action: "delete" };
  if (reference.kind === "tag") return removeTag(ctx, { projectId, name, tag: reference.tag, right, guards: [] });
  const { digest } = reference;
  return removeArtifact(ctx, { projectId, name, digest, right, resource: `${name.full}@${digest}` });
}
