import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { removeArtifact } from "../artifacts/delete-artifact.ts";
import type { Reference } from "../names/reference.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { guardUntagged } from "../../store/tags.ts";
import { removeTag } from "../tags/delete-tag.ts";
import { receiveTagDeletion } from "../tags/receive-deletion.ts";
import { type Arrival, assertIsSite, guardIsSite, type Origin } from "../tags/receive-tag.ts";

/**
 * By tag: takes the tag away. By digest: removes the artifact with all its tags (distribution-spec v1.1 §"Deleting Tags" and
 * §"Deleting Manifests"). Bytes go when they are collected.
 *
 * @throws DomainError MANIFEST_UNKNOWN, MANIFEST_IN_USE when an index names it, TAG_IMMUTABLE
 */
export async function deleteManifest(ctx: RegistryContext, name: RepositoryName, reference: Reference): Promise<void> {
  const { projectId } = authorizeRepository(ctx, name, "delete");
  if (reference.kind === "tag") return removeTag(ctx, { projectId, name, tag: reference.tag, right, guards: [] });
  const { digest } = reference;
  return removeArtifact(ctx, { projectId, name, digest, right, resource: `${name.full}@${digest}` });
}

const right = { resource: "repository", action: "delete" };

/**
 * A deletion that another site brings. A tag's applies when its version is greater (null: there was nothing to decide); an artifact's when no tag
 * names it here.
 *
 * @throws DomainError MANIFEST_UNKNOWN, MANIFEST_IN_USE, TAG_IMMUTABLE, PRECONDITION when a tag names it
 */
export async function receiveDeletion(
  ctx: RegistryContext,
  name: RepositoryName,
  reference: Reference,
  origin: Origin,
): Promise<Arrival | null> {
  const { projectId } = authorizeRepository(ctx, name, "delete");
  const repository = { projectId, path: name.path };
  if (reference.kind === "tag") return receiveTagDeletion(ctx, { projectId, name, tag: reference.tag, right, origin });
  await assertIsSite(ctx);
  const { digest } = reference;
  const guards = [guardIsSite(ctx), guardUntagged(repository, digest)];
  await removeArtifact(ctx, { projectId, name, digest, right, resource: `${name.full}@${digest}`, guards, via: origin.via });
  return null;
}
