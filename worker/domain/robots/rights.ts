import { listProjectIds } from "../../store/projects.ts";
import type { RobotRight } from "../../store/robots.ts";
import { isRobotRight } from "../access/catalogue.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** As requests write them: `namespace` is `/` for the system, a project's name or `*`. */
export interface RobotPermission {
  readonly kind: string;
  readonly namespace: string;
  readonly access: readonly { readonly resource: string; readonly action: string; readonly effect: string }[];
}

/**
 * What was asked for a robot of this level, with ids for names. A project that is not there and one that the caller cannot see are not
 * told apart, since only its administrators come this far.
 *
 * @throws DomainError BAD_REQUEST naming what is wrong
 */
export async function readRights(
  ctx: Context,
  level: "system" | "project",
  permissions: readonly RobotPermission[],
): Promise<RobotRight[]> {
  if (permissions.length === 0) throw invalid("permissions must not be empty");
  if (level === "project" && (permissions.length !== 1 || permissions[0]?.kind !== "project" || permissions[0].namespace === "*")) {
    throw invalid("a project's robot has exactly one permission, of kind project with the project's name as namespace");
  }
  const names = permissions.filter(({ kind }) => kind === "project").map(({ namespace }) => namespace.trim());
  const ids = await listProjectIds(ctx.store, names);
  return permissions.flatMap(({ kind, namespace, access }) => {
    if (kind !== "system" && kind !== "project") throw invalid(`kind must be system or project, not ${JSON.stringify(kind)}`);
    if (kind === "system" && namespace !== "/") throw invalid("the namespace of a permission of kind system is /");
    if (access.length === 0) throw invalid("access must not be empty");
    const name = namespace.trim();
    const projectId = kind === "system" || name === "*" ? null : (ids.get(name) ?? null);
    if (kind === "project" && name !== "*" && projectId === null) throw invalid(`namespace: there is no project ${JSON.stringify(name)}`);
    return access.map(({ resource, action, effect }) => {
      if (!isRobotRight(kind, { resource, action })) throw invalid(`bad request permission: ${resource}:${action}`);
      if (effect !== "" && effect !== "allow" && effect !== "deny") throw invalid("effect must be allow or deny");
      return { kind, projectId, resource, action, effect: effect === "deny" ? "deny" : "allow" } as const;
    });
  });
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}
