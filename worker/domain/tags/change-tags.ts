import { guardArtifact, guardTagFree, guardTagOf, listArtifactTags as list, type TagRow } from "../../store/artifact-tags.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { moveTag } from "../../store/push-manifest.ts";
import { guardActorMay } from "../access/guard.ts";
import { findArtifactFor } from "../artifacts/artifacts.ts";
import { auditRow } from "../audit/record.ts";
import type { ArtifactRow } from "../../store/artifacts.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isTag } from "../names/reference.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { siteId } from "../site/bootstrap.ts";
import { removeTag } from "./delete-tag.ts";

interface Named {
  readonly name: RepositoryName;
  /** A tag or a digest. */
  readonly reference: string;
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listArtifactTags(
  ctx: Context,
  of: Named,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<{ artifact: ArtifactRow; found: Listing<TagRow> }> {
  const { artifact } = await findArtifactFor(ctx, of, "tag", "list");
  return { artifact, found: await list(ctx.store, artifact.id, terms, page) };
}

/** A further tag; one that is there already is not moved. @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT */
export async function createTag(ctx: Context, of: Named, tag: string): Promise<void> {
  const { project, repository, artifact } = await findArtifactFor(ctx, of, "tag", "create");
  if (!isTag(tag)) {
    throw new DomainError("BAD_REQUEST", { message: "name must have 1 to 128 letters, digits and _ . -, not beginning with . or -" });
  }
  const { full, path } = of.name;
  const resource = `${full}:${tag}`;
  try {
    await ctx.commit([
      guardActorMay(ctx.actor, project.id, "tag", "create"),
      guardArtifact(artifact.id),
      guardTagFree(repository.id, tag),
      ...moveTag({ projectId: project.id, path }, { name: tag, digest: artifact.digest, siteId: await siteId(ctx) }),
      auditRow(ctx, { operation: "create", resourceType: "tag", resource, projectId: project.id, success: true }),
      insertOutbox({ name: "CREATE_TAG", projectId: project.id, payload: { repository: full, digest: artifact.digest, tag } }),
    ]);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `tag ${tag} already exists in ${full}`, cause: error });
  }
}

/** @throws DomainError FORBIDDEN, NOT_FOUND also for a tag of another artifact, TAG_IMMUTABLE */
export async function deleteArtifactTag(ctx: Context, of: Named, tag: string): Promise<void> {
  const { project, artifact } = await findArtifactFor(ctx, of, "tag", "delete");
  const right = { resource: "tag", action: "delete" };
  await removeTag(ctx, { projectId: project.id, name: of.name, tag, right, guards: [guardTagOf(artifact.id, tag)] });
}
