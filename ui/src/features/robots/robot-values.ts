import type { Robot } from "../../api/types.ts";
import { presets, rightOf } from "./rights.ts";

/** Where a robot may do something: a project by name, `*` for all of them, or `/` for the site. */
export interface Scope {
  readonly namespace: string;
  readonly rights: ReadonlySet<string>;
  /** Taken away by the API's `deny`, which the portal does not draw: stays as it is. */
  readonly denied: readonly string[];
}

export interface RobotValues {
  readonly name: string;
  readonly description: string;
  /** Days; -1 for ever, 0 as the site is set. */
  readonly duration: number;
  readonly scopes: readonly Scope[];
}

export const siteNamespace = "/";
export const everyProject = "*";

/** A new scope begins with the least that is of use. */
export function newScope(namespace: string): Scope {
  return { namespace, rights: new Set(namespace === siteNamespace ? [] : presets.pull), denied: [] };
}

/** @param project whose robot it will be; null for one of the site */
export function newRobot(project: string | null): RobotValues {
  return { name: "", description: "", duration: 0, scopes: project === null ? [] : [newScope(project)] };
}

export function valuesOf(robot: Robot): RobotValues {
  return {
    name: robot.name,
    description: robot.description,
    duration: robot.duration ?? -1,
    scopes: robot.permissions.map(({ namespace = "", access = [] }) => {
      const of = (isDenied: boolean) =>
        access
          .filter(({ effect }) => (effect === "deny") === isDenied)
          .map(({ resource = "", action = "" }) => rightOf({ resource, action }));
      return { namespace, rights: new Set(of(false)), denied: of(true) };
    }),
  };
}

/** As `POST` and `PUT /robots` take it. */
export function bodyOf(values: RobotValues, robot: Pick<Robot, "level" | "disable">) {
  return {
    name: values.name,
    level: robot.level,
    description: values.description,
    duration: values.duration,
    disable: robot.disable,
    permissions: values.scopes.map(({ namespace, rights, denied }) => ({
      kind: namespace === siteNamespace ? "system" : "project",
      namespace,
      access: [...accessOf([...rights], "allow"), ...accessOf(denied, "deny")],
    })),
  };
}

function accessOf(rights: readonly string[], effect: "allow" | "deny") {
  return rights.map((right) => {
    const [resource = "", action = ""] = right.split(":");
    return { resource, action, effect };
  });
}
