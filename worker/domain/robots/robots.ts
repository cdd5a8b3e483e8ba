import { conditionsOf, type QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import {
  deleteRobot as remove,
  findRobot,
  guardRightsCovered,
  insertRobot,
  listRobotRights,
  listRobots as list,
  type RobotRight,
  type RobotRow,
  robotIdOf,
  selectRobot,
  setRobotRights,
  setRobotSecret,
  updateRobot as update,
} from "../../store/robots.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { authorizeOwned } from "../access/authorize-owned.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { authorizeSignedIn, authorizeSystem } from "../access/authorize-system.ts";
import { guardActorMay, guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readRights, type RobotPermission } from "./rights.ts";
import { generateSecret, storeChosenSecret } from "./secret.ts";

/** Where a robot belongs: a project, or null for the system. */
type Home = number | null;

export interface RobotRequest {
  readonly name: string;
  readonly level: string;
  readonly description: string;
  /** Days, -1 for ever; null: as configured. */
  readonly duration: number | null;
  readonly disabled: boolean;
  readonly permissions: readonly RobotPermission[];
  /** Chosen by the caller; null: one is made. */
  readonly secret: string | null;
}

export interface RobotMade {
  readonly id: number;
  /** What it logs in with. */
  readonly loginName: string;
  /** Shown this once. */
  readonly secret: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** Makes a robot; its secret is told here and never again. @throws DomainError BAD_REQUEST, FORBIDDEN, DENIED, CONFLICT */
export async function createRobot(ctx: Context, request: RobotRequest): Promise<RobotMade> {
  authorizeSignedIn(ctx);
  const { level, name } = request;
  if (level !== "system" && level !== "project") throw new DomainError("BAD_REQUEST", { message: "level must be system or project" });
  if (!/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(name) || name.length > 255) {
    throw new DomainError("BAD_REQUEST", { message: "name must have lower-case letters and digits, with single . _ or - between them" });
  }
  const home = await homeOf(ctx, level, request.permissions);
  await authorizeRobot(ctx, home, "create");
  const rights = await readRights(ctx, level, request.permissions);
  const configuration = await configurationOf(ctx);
  const duration = request.duration ?? configuration.robot_token_duration;
  assertDuration(duration);
  const generated = request.secret ? null : generateSecret();
  const stored = generated?.stored ?? (await storeChosenSecret(request.secret ?? ""));
  const actor = authorizeSignedIn(ctx);
  const robot = {
    name,
    level,
    projectId: home,
    description: request.description,
    duration,
    disabled: request.disabled,
    ...stored,
  } as const;
  const project = request.permissions[0]?.namespace.trim() ?? "";
  const loginName = loginNameOf(configuration.robot_name_prefix, { name, project: home === null ? null : project });
  try {
    const answers = await ctx.commit([
      guardRobot(ctx, home, "create"),
      ...guardGiven(ctx, rights),
      insertRobot({ ...robot, creatorType: actor.kind === "robot" ? "robot" : "local", creatorId: actor.id }),
      ...setRobotRights(robotIdOf(robot), rights),
      auditRow(ctx, { operation: "create", resourceType: "robot", resource: loginName, projectId: home, success: true }),
      selectRobot(robot),
    ]);
    const made = answers.at(-1)?.[0] as { id: number; createdAt: number; expiresAt: number | null };
    return { ...made, loginName, secret: generated?.secret ?? "" };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `the robot ${loginName} exists already`, cause: error });
  }
}

/** Of the system, or of one project (`Level=project,ProjectID=<id>`). @throws DomainError BAD_REQUEST, FORBIDDEN */
export async function listRobots(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<RobotRow>> {
  const valueOf = (key: string) => {
    const value = terms.find((term) => term.key === key)?.value;
    return value?.kind === "exact" ? value.value : null;
  };
  const level = valueOf("level") ?? "system";
  if (level !== "system" && level !== "project") throw new DomainError("BAD_REQUEST", { message: "q: Level must be system or project" });
  const id = valueOf("project_id");
  if (level === "project" && !(id !== null && /^[1-9]\d{0,14}$/.test(id))) {
    throw new DomainError("BAD_REQUEST", { message: "q: ProjectID must be a project's id for Level=project" });
  }
  const home = level === "project" ? Number(id) : null;
  await authorizeRobot(ctx, home, "list");
  const filters = conditionsOf(terms, {
    name: { column: sql`r.name`, type: "text" },
    disable: { column: sql`r.disabled`, type: "boolean" },
  });
  return list(ctx.store, home, filters, page);
}

/** @throws DomainError NOT_FOUND; FORBIDDEN for those who may not see robots where it belongs, as for one that is not there */
export async function getRobot(ctx: Context, id: number, action: "read" | "update" | "delete" = "read"): Promise<RobotRow> {
  const robot = await findRobot(ctx.store, id);
  return authorizeOwned(ctx, robot, { resource: "robot", action }, () => authorizeRobot(ctx, null, action));
}

/** Name, level and project stay. @throws DomainError BAD_REQUEST, NOT_FOUND, DENIED */
export async function updateRobot(ctx: Context, id: number, request: Omit<RobotRequest, "secret">): Promise<void> {
  const robot = await getRobot(ctx, id, "update");
  const { robot_name_prefix: prefix } = await configurationOf(ctx);
  const loginName = loginNameOf(prefix, robot);
  if (request.level !== robot.level || (request.name !== loginName && request.name !== robot.name)) {
    throw new DomainError("BAD_REQUEST", { message: "cannot update the level or name of robot" });
  }
  const rights = await readRights(ctx, robot.level, request.permissions);
  if (robot.projectId !== null && rights.some(({ projectId }) => projectId !== robot.projectId)) {
    throw new DomainError("BAD_REQUEST", { message: "cannot update the project id of robot" });
  }
  const duration = request.duration ?? robot.duration;
  assertDuration(duration);
  await ctx.commit([
    guardRobot(ctx, robot.projectId, "update"),
    ...guardGiven(ctx, rights),
    ...update(id, { description: request.description, duration, disabled: request.disabled }),
    ...setRobotRights(id, rights),
    auditRow(ctx, { operation: "update", resourceType: "robot", resource: loginName, projectId: robot.projectId, success: true }),
  ]);
}

/** A new secret: the one given, or one that is made and told here. @throws DomainError BAD_REQUEST, NOT_FOUND */
export async function refreshSecret(ctx: Context, id: number, chosen: string): Promise<string> {
  const robot = await getRobot(ctx, id, "update");
  // Whoever sets a robot's secret can act as it.
  const rights = ctx.actor.kind === "robot" ? await listRobotRights(ctx.store, robot.id) : [];
  const generated = chosen === "" ? generateSecret() : null;
  const stored = generated?.stored ?? (await storeChosenSecret(chosen));
  const { robot_name_prefix: prefix } = await configurationOf(ctx);
  await ctx.commit([
    guardRobot(ctx, robot.projectId, "update"),
    ...guardGiven(ctx, rights),
    ...setRobotSecret(id, stored),
    auditRow(ctx, {
      operation: "update",
      resourceType: "robot",
      resource: loginNameOf(prefix, robot),
      projectId: robot.projectId,
      description: "refresh the secret of a robot",
      success: true,
    }),
  ]);
  return generated?.secret ?? "";
}

/** @throws DomainError NOT_FOUND */
export async function deleteRobot(ctx: Context, id: number): Promise<void> {
  const robot = await getRobot(ctx, id, "delete");
  const { robot_name_prefix: prefix } = await configurationOf(ctx);
  const resource = loginNameOf(prefix, robot);
  await ctx.commit([
    guardRobot(ctx, robot.projectId, "delete"),
    ...remove(id),
    auditRow(ctx, { operation: "delete", resourceType: "robot", resource, projectId: robot.projectId, success: true }),
  ]);
}

/** `robot$name`, or `robot$project+name`. */
export function loginNameOf(prefix: string, robot: { name: string; project: string | null }): string {
  return `${prefix}${robot.project === null ? "" : `${robot.project}+`}${robot.name}`;
}

async function homeOf(ctx: Context, level: "system" | "project", permissions: readonly RobotPermission[]): Promise<Home> {
  if (level === "system") return null;
  const [permission] = permissions;
  if (!permission || permissions.length > 1) {
    throw new DomainError("BAD_REQUEST", { message: "a project's robot has exactly one permission" });
  }
  return (await authorizeProject(ctx, { name: permission.namespace.trim() }, "robot", "create")).id;
}

async function authorizeRobot(ctx: Context, home: Home, action: string): Promise<void> {
  if (home === null) await authorizeSystem(ctx, "robot", action);
  else await authorizeProject(ctx, { id: home }, "robot", action);
}

function guardRobot(ctx: Context, home: Home, action: string): Sql {
  return home === null ? guardSystem(ctx.actor, "robot", action) : guardActorMay(ctx.actor, home, "robot", action);
}

/** A robot gives no more than it has; people who may make robots may give all that there is to give. */
function guardGiven(ctx: Context, rights: readonly RobotRight[]): Sql[] {
  return ctx.actor.kind === "robot" ? [guardRightsCovered(ctx.actor.id, rights)] : [];
}

function assertDuration(days: number): void {
  if (days === -1 || (Number.isInteger(days) && days > 0 && days <= 36_500)) return;
  throw new DomainError("BAD_REQUEST", { message: "duration must be -1 (for ever) or a number of days from 1 to 36500" });
}
