import type { RepositoryKey } from "../../store/blob-links.ts";
import { deleteArtifact as remove, insertDeletionEvents, type Kept, withAccessories } from "../../store/delete-artifact.ts";
import type { Sql } from "../../store/sql.ts";
import { actorName } from "../access/actor.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { guardDeletion, underRules } from "../immutability/protect-tags.ts";
import { forgetManifests } from "../manifests/get-manifest.ts";
import type { RepositoryName } from "../names/repository-name.ts";

export interface ArtifactDeletion {
  readonly projectId: number;
  readonly name: RepositoryName;
  readonly digest: string;
  /** What the actor must have in the project as the batch commits. */
  readonly right: { readonly resource: string; readonly action: string };
  /** As the audit log names it. */
  readonly resource: string;
  /** What must hold besides. */
  readonly guards?: readonly Sql[];
  /** The site that brings the deletion; null: it is made here. */
  readonly via?: string | null;
}

/**
 * Removes an artifact with its tags and all that belongs to it. Bytes go when they are collected.
 *
 * @throws DomainError MANIFEST_UNKNOWN, MANIFEST_IN_USE when an index names it, TAG_IMMUTABLE
 */
export async function removeArtifact(ctx: Context, deletion: ArtifactDeletion): Promise<void> {
  const { projectId, name, digest, right, resource, guards = [], via = null } = deletion;
  const repository: RepositoryKey = { projectId, path: name.path };
  await underRules(ctx, projectId, async (rules) =>
    ctx.commit([
      guardActorMay(ctx.actor, projectId, right.resource, right.action),
      ...guards,
      ...(await guardDeletion(ctx, rules, repository, withAccessories(repository, digest))),
      insertDeletionEvents(withAccessories(repository, digest), via),
      ...remove(repository, digest, keptOf(ctx)),
      auditRow(ctx, { operation: "delete", resourceType: "artifact", resource, projectId, success: true }),
    ]),
  );
  forgetManifests(projectId, name);
}

/** What a deletion by this actor keeps. */
export function keptOf(ctx: Context): Kept {
  return { keepMs: ctx.settings.times.trash_retention.ms, by: actorName(ctx.actor) };
}
