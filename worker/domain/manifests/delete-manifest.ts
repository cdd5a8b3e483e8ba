import { deleteArtifact } from "../../store/delete-artifact.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { deleteTag } from "../../store/tags.ts";
import { guardActorMay } from "../access/guard.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { auditRow } from "../audit/record.ts";
import type { Reference } from "../names/reference.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { forgetManifests } from "./get-manifest.ts";

/**
 * By tag: takes the tag away. By digest: removes the artifact with all its tags (distribution-spec v1.1 §"Deleting Tags" and
 * §"Deleting Manifests"). Bytes go when they are collected.
 *
 * @throws DomainError MANIFEST_UNKNOWN, MANIFEST_IN_USE when an index names it.
 */
export async function deleteManifest(ctx: RegistryContext, name: RepositoryName, reference: Reference): Promise<void> {
  const { projectId } = authorizeRepository(ctx, name, "delete");
  const repository = { projectId, path: name.path };
  const byTag = reference.kind === "tag";
  const resource = byTag ? `${name.full}:${reference.tag}` : `${name.full}@${reference.digest}`;
  await ctx.commit([
    guardActorMay(ctx.actor, projectId, "repository", "delete"),
    ...(byTag ? deleteTag(repository, reference.tag) : deleteArtifact(repository, reference.digest)),
    auditRow(ctx, { operation: "delete", resourceType: byTag ? "tag" : "artifact", resource, projectId, success: true }),
    insertOutbox({
      name: byTag ? "DELETE_TAG" : "DELETE_ARTIFACT",
      projectId,
      payload: { repository: name.full, reference: reference.text },
    }),
  ]);
  if (!byTag) forgetManifests(projectId, name);
}
