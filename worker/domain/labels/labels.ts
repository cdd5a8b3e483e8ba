import type { QueryTerm } from "../../store/filters.ts";
import {
  attachLabel,
  deleteLabel as remove,
  detachLabel,
  findLabel,
  insertLabel,
  type LabelRow,
  listLabels as list,
  selectLabelId,
  updateLabel as update,
} from "../../store/labels.ts";
import type { Listing, Page } from "../../store/listing.ts";
import type { Sql } from "../../store/sql.ts";
import { authorizeOwned } from "../access/authorize-owned.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { authorizeSignedIn, authorizeSystem } from "../access/authorize-system.ts";
import { guardActorMay, guardSystem } from "../access/guard.ts";
import { findArtifactFor } from "../artifacts/artifacts.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";

export interface LabelRequest {
  readonly name: string;
  readonly description: string;
  readonly color: string;
}

/** Of a project, or (null) of the whole site, which everybody signed in may read. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listLabels(
  ctx: Context,
  projectId: number | null,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<LabelRow>> {
  await authorizeLabel(ctx, projectId, "list");
  return list(ctx.store, projectId, terms, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getLabel(ctx: Context, id: number, action = "read"): Promise<LabelRow> {
  const label = await findLabel(ctx.store, id);
  return authorizeOwned(ctx, label, { resource: "label", action }, () => authorizeLabel(ctx, null, action));
}

/** Returns the id. @throws DomainError BAD_REQUEST, FORBIDDEN, CONFLICT */
export async function createLabel(ctx: Context, projectId: number | null, request: LabelRequest): Promise<number> {
  await authorizeLabel(ctx, projectId, "create");
  assertLabel(request);
  const answers = await ctx.commit([
    guardLabel(ctx, projectId, "create"),
    insertLabel({ ...request, projectId }),
    auditRow(ctx, { operation: "create", resourceType: "label", resource: request.name, projectId, success: true }),
    selectLabelId({ name: request.name, projectId }),
  ]);
  return Number(answers.at(-1)?.[0]?.id);
}

/** @throws DomainError BAD_REQUEST, NOT_FOUND, CONFLICT */
export async function updateLabel(ctx: Context, id: number, request: LabelRequest): Promise<void> {
  const { projectId } = await getLabel(ctx, id, "update");
  assertLabel(request);
  await ctx.commit([
    guardLabel(ctx, projectId, "update"),
    ...update(id, request),
    auditRow(ctx, { operation: "update", resourceType: "label", resource: request.name, projectId, success: true }),
  ]);
}

/** Also from all that has it. @throws DomainError NOT_FOUND */
export async function deleteLabel(ctx: Context, id: number): Promise<void> {
  const { projectId, name } = await getLabel(ctx, id, "delete");
  await ctx.commit([
    guardLabel(ctx, projectId, "delete"),
    ...remove(id),
    auditRow(ctx, { operation: "delete", resourceType: "label", resource: name, projectId, success: true }),
  ]);
}

interface Labelled {
  readonly name: RepositoryName;
  readonly reference: string;
}

/** Labels of the site and of the artifact's own project. @throws DomainError NOT_FOUND, CONFLICT */
export async function addArtifactLabel(ctx: Context, artifact: Labelled, labelId: number): Promise<void> {
  await changeArtifactLabel(ctx, artifact, labelId, "create");
}

/** @throws DomainError NOT_FOUND */
export async function removeArtifactLabel(ctx: Context, artifact: Labelled, labelId: number): Promise<void> {
  await changeArtifactLabel(ctx, artifact, labelId, "delete");
}

async function changeArtifactLabel(ctx: Context, labelled: Labelled, labelId: number, action: "create" | "delete"): Promise<void> {
  const { project, artifact } = await findArtifactFor(ctx, labelled, "artifact-label", action);
  const label = await findLabel(ctx.store, labelId);
  if (!label || (label.projectId !== null && label.projectId !== project.id))
    throw new DomainError("NOT_FOUND", { message: "label not found" });
  const resource = `${labelled.name.full}:${labelled.reference}`;
  const description = `${action === "create" ? "add" : "remove"} label ${label.name}`;
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "artifact-label", action),
    ...(action === "create" ? attachLabel(artifact.id, labelId) : detachLabel(artifact.id, labelId)),
    auditRow(ctx, { operation: "update", resourceType: "artifact", resource, projectId: project.id, description, success: true }),
  ]);
}

async function authorizeLabel(ctx: Context, projectId: number | null, action: string): Promise<void> {
  if (projectId !== null) await authorizeProject(ctx, { id: projectId }, "label", action);
  else if (action === "read" || action === "list") authorizeSignedIn(ctx);
  else await authorizeSystem(ctx, "label", action);
}

function guardLabel(ctx: Context, projectId: number | null, action: string): Sql {
  return projectId === null ? guardSystem(ctx.actor, "label", action) : guardActorMay(ctx.actor, projectId, "label", action);
}

function assertLabel({ name, description, color }: LabelRequest): void {
  if (name === "" || name.length > 128) throw new DomainError("BAD_REQUEST", { message: "name must have 1 to 128 characters" });
  if (description.length > 65_536) throw new DomainError("BAD_REQUEST", { message: "description is too long" });
  if (color !== "" && !/^#[0-9a-fA-F]{3,8}$/.test(color)) throw new DomainError("BAD_REQUEST", { message: "color must be like #0065AB" });
}
