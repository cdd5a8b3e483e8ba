/** Rights of robots as sets of `<resource>:<action>`. */
import type { Permission } from "../../api/types.ts";
import { actionsInOrder, isBuilt } from "../rights/right-names.ts";

export type Rights = ReadonlySet<string>;

export const rightOf = ({ resource, action }: Permission): string => `${resource}:${action}`;

/** What most robots are for, in a project. */
export const presets = {
  pull: ["repository:pull"],
  push: ["repository:pull", "repository:push"],
  ci: [
    "repository:pull",
    "repository:push",
    "repository:read",
    "repository:list",
    "artifact:read",
    "artifact:list",
    "tag:create",
    "tag:list",
  ],
} as const;
export type Preset = keyof typeof presets;

export interface Matrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** What can be given at all; the other cells are empty. */
  readonly cells: Rights;
}

/**
 * Rows and columns of what can be given. What has nothing behind it in this site is left out, but where the robot has it already: nothing
 * that a robot may do is hidden.
 */
export function matrixOf(available: readonly Permission[], held: Rights): Matrix {
  const heldResources = new Set([...held].map((right) => right.split(":")[0]));
  const shown = available.filter(({ resource }) => isBuilt(resource) || heldResources.has(resource));
  const actions = new Set(shown.map(({ action }) => action));
  const known = actionsInOrder.filter((action) => actions.has(action));
  return {
    // Repositories first: pull and push are what robots are for.
    rows: [...new Set(shown.map(({ resource }) => resource))].toSorted((a, b) => Number(b === "repository") - Number(a === "repository")),
    columns: [...known, ...[...actions].filter((action) => !actionsInOrder.includes(action))],
    cells: new Set(shown.map(rightOf)),
  };
}

/** With all of them when one was missing, without them when none was. */
export function toggled(held: Rights, group: readonly string[]): Set<string> {
  const isFull = group.every((right) => held.has(right));
  const rest = [...held].filter((right) => !group.includes(right));
  return new Set(isFull ? rest : [...rest, ...group]);
}

export function isPreset(held: Rights, preset: Preset): boolean {
  const wanted: readonly string[] = presets[preset];
  return held.size === wanted.length && wanted.every((right) => held.has(right));
}
