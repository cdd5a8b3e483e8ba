import { mayInSystem } from "../../store/access.ts";
import { isTrue } from "../../store/db.ts";
import { noteRefusal } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { actorName, isSysadmin, type SignedInActor, type SignedInUser } from "./actor.ts";

/** For what concerns the whole site: system administrators, and robots that were given it. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function authorizeSystem(ctx: Context, resource: string, action: string): Promise<void> {
  const { actor } = ctx;
  if (isSysadmin(actor)) return;
  if (actor.kind === "anonymous") throw new DomainError("UNAUTHORIZED");
  if (actor.kind === "robot" && (await isTrue(ctx.store, mayInSystem(actor, { resource, action })))) return;
  throw refused(ctx, resource, action);
}

/** Notes the attempt of somebody signed in. Harbor's message for what concerns the site is the name of who asked. */
export function refused(ctx: Context, resource: string, action: string, message = actorName(ctx.actor)): DomainError {
  noteRefusal(ctx, { operation: action, resourceType: resource, resource: "/", projectId: null, description: "refused" });
  return new DomainError("FORBIDDEN", { message });
}

/** @throws DomainError UNAUTHORIZED */
export function authorizeSignedIn(ctx: Pick<Context, "actor">): SignedInActor {
  if (ctx.actor.kind !== "user" && ctx.actor.kind !== "robot") throw new DomainError("UNAUTHORIZED");
  return ctx.actor;
}

/** For what only a person has, such as a password. @throws DomainError UNAUTHORIZED, FORBIDDEN for robots */
export function authorizePerson(ctx: Context, action: string): SignedInUser {
  const actor = authorizeSignedIn(ctx);
  if (actor.kind !== "user") throw refused(ctx, "user", action);
  return actor;
}
