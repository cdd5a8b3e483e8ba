import { findProject, type ProjectReference, type ProjectRow } from "../../store/projects.ts";
import { noteRefusal } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Actor, SignedInUser } from "./actor.ts";
import { publicMay, rolesThat } from "./permissions.ts";

/**
 * The project, for an actor who may do this in it. A project that is not there and one that is not for the actor are answered alike,
 * except to system administrators.
 *
 * @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND
 */
export async function authorizeProject(ctx: Context, reference: ProjectReference, resource: string, action: string): Promise<ProjectRow> {
  const project = await findProject(ctx.store, reference, ctx.actor.kind === "user" ? ctx.actor.id : null);
  if (project && mayInProject(ctx.actor, project, resource, action)) return project;
  if (ctx.actor.kind === "anonymous") throw new DomainError("UNAUTHORIZED");
  if (ctx.actor.kind === "user" && ctx.actor.sysadmin) throw new DomainError("NOT_FOUND", { message: "project not found" });
  const name = "name" in reference ? reference.name : String(reference.id);
  noteRefusal(ctx, { operation: action, resourceType: resource, resource: name, projectId: project?.id ?? null, description: "refused" });
  throw new DomainError("FORBIDDEN");
}

function mayInProject(actor: Actor, project: ProjectRow, resource: string, action: string): boolean {
  if (actor.kind === "system" || (actor.kind === "user" && actor.sysadmin)) return true;
  if (project.public === 1 && publicMay(resource, action)) return true;
  const granting = rolesThat(resource, action);
  return (JSON.parse(project.roleIds) as number[]).some((role) => granting.includes(role));
}

/** @throws DomainError UNAUTHORIZED */
export function authorizeSignedIn(ctx: Pick<Context, "actor">): SignedInUser {
  if (ctx.actor.kind !== "user") throw new DomainError("UNAUTHORIZED");
  return ctx.actor;
}
