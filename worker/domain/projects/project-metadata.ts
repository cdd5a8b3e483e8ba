import { deleteMetadata, type ProjectReference, type ProjectRow, updateProject } from "../../store/projects.ts";
import type { Sql } from "../../store/sql.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isMetadataKey, readMetadata } from "./metadata.ts";

type Values = Readonly<Record<string, string>>;

/** All settings that have a value, `public` among them. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function listMetadata(ctx: Context, reference: ProjectReference): Promise<Values> {
  return valuesOf(await authorizeProject(ctx, reference, "metadata", "read"));
}

/** @throws DomainError NOT_FOUND also for a setting without a value */
export async function getMetadata(ctx: Context, reference: ProjectReference, key: string): Promise<Values> {
  const value = (await listMetadata(ctx, reference))[key];
  return value === undefined ? notFound(key) : { [key]: value };
}

/** One setting that has no value yet. @throws DomainError BAD_REQUEST, CONFLICT */
export async function addMetadata(ctx: Context, reference: ProjectReference, given: Values): Promise<void> {
  const project = await authorizeProject(ctx, reference, "metadata", "create");
  const [key] = onlyKey(given);
  if (valuesOf(project)[key] !== undefined) throw new DomainError("CONFLICT", { message: `the metadata ${key} exists already` });
  await write(ctx, project, "create", set(project, given));
}

/** @throws DomainError BAD_REQUEST, NOT_FOUND for a setting without a value */
export async function updateMetadata(ctx: Context, reference: ProjectReference, key: string, given: Values): Promise<void> {
  const project = await authorizeProject(ctx, reference, "metadata", "update");
  if (valuesOf(project)[key] === undefined) notFound(key);
  if (onlyKey(given)[0] !== key) throw new DomainError("BAD_REQUEST", { message: `the body must have the key ${key}` });
  await write(ctx, project, "update", set(project, given));
}

/** @throws DomainError NOT_FOUND for a setting without a value */
export async function removeMetadata(ctx: Context, reference: ProjectReference, key: string): Promise<void> {
  const project = await authorizeProject(ctx, reference, "metadata", "delete");
  if (valuesOf(project)[key] === undefined) notFound(key);
  const statements = key === "public" ? updateProject(project.id, { public: false, metadata: {} }) : [deleteMetadata(project.id, key)];
  await write(ctx, project, "delete", statements);
}

async function write(ctx: Context, project: ProjectRow, action: string, statements: readonly Sql[]): Promise<void> {
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "metadata", action),
    ...statements,
    auditRow(ctx, {
      operation: "update",
      resourceType: "project",
      resource: project.name,
      projectId: project.id,
      description: `${action} metadata of project ${project.name}`,
      success: true,
    }),
  ]);
}

function set(project: ProjectRow, given: Values): Sql[] {
  const { isPublic, metadata } = readMetadata(given);
  return updateProject(project.id, { public: isPublic, metadata });
}

function onlyKey(given: Values): [string] {
  const [key, ...others] = Object.keys(given);
  if (key === undefined || others.length > 0 || !isMetadataKey(key)) {
    throw new DomainError("BAD_REQUEST", { message: "the body must have exactly one key, a project's setting" });
  }
  return [key];
}

function valuesOf(project: ProjectRow): Values {
  return { public: project.public === 1 ? "true" : "false", ...(JSON.parse(project.metadata) as Values) };
}

function notFound(key: string): never {
  throw new DomainError("NOT_FOUND", { message: `the project has no metadata ${key}` });
}
