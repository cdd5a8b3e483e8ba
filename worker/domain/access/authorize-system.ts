import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { actorName } from "./actor.ts";

/** For what concerns the whole site: system administrators only. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export function authorizeSystem(ctx: Pick<Context, "actor">): void {
  const { actor } = ctx;
  if (actor.kind === "system" || (actor.kind === "user" && actor.sysadmin)) return;
  if (actor.kind === "anonymous") throw new DomainError("UNAUTHORIZED");
  // Harbor's message for system resources is the name of who asked.
  throw new DomainError("FORBIDDEN", { message: actorName(actor) });
}
