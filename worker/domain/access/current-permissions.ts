import { listRightsInProject, listRobotRightsInSystem, type Right } from "../../store/access.ts";
import { isProjectAdmin } from "../../store/projects.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isSysadmin } from "./actor.ts";
import { authorizeProject } from "./authorize-project.ts";
import { authorizeSignedIn, refused } from "./authorize-system.ts";
import { administratorRights, robotRights } from "./catalogue.ts";

/**
 * What the caller may do in a scope: `/project/<id>`, or `/` (also when none is named) for the site.
 *
 * @throws DomainError UNAUTHORIZED, BAD_REQUEST, and for a project that the caller may not see FORBIDDEN or NOT_FOUND
 */
export async function currentPermissions(ctx: Context, scope: string): Promise<readonly Right[]> {
  const actor = authorizeSignedIn(ctx);
  const id = /^\/project\/(\d{1,15})\/?$/.exec(scope)?.[1];
  if (id !== undefined) {
    const project = await authorizeProject(ctx, { id: Number(id) }, "project", "read");
    return listRightsInProject(ctx.store, actor, project.id, isSysadmin(actor));
  }
  if (scope !== "" && scope !== "/") throw new DomainError("BAD_REQUEST", { message: "scope must be / or /project/<id>" });
  if (actor.kind === "robot") return listRobotRightsInSystem(ctx.store, actor.id);
  return actor.sysadmin ? administratorRights : [];
}

/** What robots can be given by the caller. @throws DomainError UNAUTHORIZED, FORBIDDEN for who administrates nothing */
export async function robotPermissions(ctx: Context): Promise<{ system: readonly Right[] | null; project: readonly Right[] }> {
  const actor = authorizeSignedIn(ctx);
  if (isSysadmin(actor)) return robotRights;
  if (actor.kind === "user" && (await isProjectAdmin(ctx.store, actor.id))) return { system: null, project: robotRights.project };
  throw refused(ctx, "permissions", "read");
}
