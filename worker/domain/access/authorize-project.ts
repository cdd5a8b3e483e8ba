import { findProject, type ProjectReference, type ProjectRow } from "../../store/projects.ts";
import { noteRefusal } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isSysadmin } from "./actor.ts";

/**
 * The project, for an actor who may do this in it. A project that is not there and one that is not for the actor are answered alike,
 * except to system administrators.
 *
 * @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND
 */
export async function authorizeProject(ctx: Context, reference: ProjectReference, resource: string, action: string): Promise<ProjectRow> {
  const project = await findProject(ctx.store, reference, ctx.actor, { resource, action });
  if (project?.may === 1) return project;
  if (ctx.actor.kind === "anonymous") throw new DomainError("UNAUTHORIZED");
  if (isSysadmin(ctx.actor)) throw new DomainError("NOT_FOUND", { message: "project not found" });
  const name = "name" in reference ? reference.name : String(reference.id);
  noteRefusal(ctx, { operation: action, resourceType: resource, resource: name, projectId: project?.id ?? null, description: "refused" });
  throw new DomainError("FORBIDDEN");
}
