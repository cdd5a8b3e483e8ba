import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import {
  describeRepository,
  findRepository,
  listAllRepositories as listAll,
  listRepositories as list,
  type RepositoryRow,
} from "../../store/repositories.ts";
import type { ProjectRow } from "../../store/projects.ts";
import { isSysadmin } from "../access/actor.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** Of one project. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listRepositories(
  ctx: Context,
  project: string,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<RepositoryRow>> {
  const { id } = await authorizeProject(ctx, { name: project }, "repository", "list");
  return list(ctx.store, id, terms, page);
}

/** Of every project that the caller may see, signed in or not. */
export async function listAllRepositories(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<RepositoryRow>> {
  return listAll(ctx.store, ctx.actor, { terms, seesAll: isSysadmin(ctx.actor) }, page);
}

export interface Found {
  readonly project: ProjectRow;
  readonly repository: RepositoryRow;
}

/** The repository, for an actor who may do this in its project. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRepository(ctx: Context, name: RepositoryName, resource: string, action: string): Promise<Found> {
  const project = await authorizeProject(ctx, { name: name.project }, resource, action);
  const repository = await findRepository(ctx.store, project.id, name.path);
  if (!repository) throw new DomainError("NOT_FOUND", { message: `repository ${name.full} not found` });
  return { project, repository };
}

/** @throws DomainError NOT_FOUND, BAD_REQUEST */
export async function updateRepository(ctx: Context, name: RepositoryName, description: string): Promise<void> {
  const { project, repository } = await getRepository(ctx, name, "repository", "update");
  if (description.length > 65_536) throw new DomainError("BAD_REQUEST", { message: "description must have at most 65536 characters" });
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "repository", "update"),
    ...describeRepository(repository.id, description),
    auditRow(ctx, { operation: "update", resourceType: "repository", resource: name.full, projectId: project.id, success: true }),
  ]);
}
