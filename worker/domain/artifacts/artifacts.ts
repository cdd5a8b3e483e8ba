import {
  type AccessoryRow,
  type ArtifactParts,
  type ArtifactRow,
  findArtifact,
  listAccessories as accessories,
  listArtifacts as list,
  listProjectArtifacts as listOfProject,
} from "../../store/artifacts.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { digestOrNull } from "../names/digest.ts";
import { type Found, getRepository } from "../repositories/repositories.ts";
import { withAttributes } from "./attributes.ts";
import { removeArtifact } from "./delete-artifact.ts";

const noParts: ArtifactParts = { tags: false, labels: false, accessories: false };

/** What lists show: tagged artifacts and those that belong to no other. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listArtifacts(
  ctx: Context,
  name: RepositoryName,
  query: { terms: readonly QueryTerm[]; parts: ArtifactParts },
  page: Page,
): Promise<Listing<ArtifactRow>> {
  const { repository } = await getRepository(ctx, name, "artifact", "list");
  const found = await list(ctx.store, repository.id, query, page);
  return { ...found, items: await withAttributes(ctx, found.items) };
}

/** Of all repositories of a project. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listProjectArtifacts(
  ctx: Context,
  reference: ProjectReference,
  query: { terms: readonly QueryTerm[]; parts: ArtifactParts; latestInRepository: boolean },
  page: Page,
): Promise<Listing<ArtifactRow>> {
  const { id } = await authorizeProject(ctx, reference, "artifact", "list");
  const found = await listOfProject(ctx.store, id, query, page);
  return { ...found, items: await withAttributes(ctx, found.items) };
}

/** By tag or digest, for an actor who may do this. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function findArtifactFor(
  ctx: Context,
  artifact: { name: RepositoryName; reference: string; parts?: ArtifactParts },
  resource: string,
  action: string,
): Promise<Found & { readonly artifact: ArtifactRow }> {
  const { name, reference } = artifact;
  const found = await getRepository(ctx, name, resource, action);
  const digest = digestOrNull(reference);
  const row = await findArtifact(ctx.store, found.repository.id, digest ? { digest } : { tag: reference }, artifact.parts ?? noParts);
  if (!row) throw new DomainError("NOT_FOUND", { message: `artifact ${name.full}${digest ? "@" : ":"}${reference} not found` });
  return { ...found, artifact: row };
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getArtifact(ctx: Context, name: RepositoryName, reference: string, parts: ArtifactParts): Promise<ArtifactRow> {
  const { artifact } = await findArtifactFor(ctx, { name, reference, parts }, "artifact", "read");
  const [row] = await withAttributes(ctx, [artifact]);
  return row ?? artifact;
}

/** With its tags and all that belongs to it. @throws DomainError FORBIDDEN, NOT_FOUND, MANIFEST_IN_USE, TAG_IMMUTABLE */
export async function deleteArtifact(ctx: Context, name: RepositoryName, reference: string): Promise<void> {
  const { project, artifact } = await findArtifactFor(ctx, { name, reference }, "artifact", "delete");
  const right = { resource: "artifact", action: "delete" };
  const resource = `${name.full}:${reference}`;
  await removeArtifact(ctx, { projectId: project.id, name, digest: artifact.digest, right, resource });
}

/** Signatures, SBOMs and whatever else has the artifact as its subject. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listAccessories(
  ctx: Context,
  artifact: { name: RepositoryName; reference: string },
  terms: readonly QueryTerm[],
  page: Page,
): Promise<{ subject: ArtifactRow; found: Listing<AccessoryRow> }> {
  const { artifact: subject } = await findArtifactFor(ctx, artifact, "accessory", "list");
  return { subject, found: await accessories(ctx.store, subject, terms, page) };
}
