import { firstRow, rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface RobotRow {
  readonly id: number;
  /** Without prefix and project. */
  readonly name: string;
  readonly level: "system" | "project";
  readonly projectId: number | null;
  readonly project: string | null;
  readonly description: string;
  /** Days; -1: never expires. */
  readonly duration: number;
  readonly expiresAt: number | null;
  readonly disabled: number;
  readonly creatorType: string;
  readonly creatorId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** JSON array of `RobotRight`, with names of projects. */
  readonly permissions: string;
}

/** One thing that a robot may do. */
export interface RobotRight {
  readonly kind: "system" | "project";
  /** Null: the system, or every project. */
  readonly projectId: number | null;
  readonly resource: string;
  readonly action: string;
  readonly effect: "allow" | "deny";
}

const columns = sql`r.id, r.name, r.level, r.project_id as projectId, p.name as project, r.description, r.duration,
  r.expires_at as expiresAt, r.disabled, r.creator_type as creatorType, r.creator_id as creatorId, r.created_at as createdAt,
  r.updated_at as updatedAt, (select json_group_array(json_object('kind', rp.kind, 'project', q.name, 'resource', rp.resource,
    'action', rp.action, 'effect', rp.effect)) from robot_permissions rp left join projects q on q.id = rp.project_id
    where rp.robot_id = r.id) as permissions`;
const from = sql`robots r left join projects p on p.id = r.project_id`;

export async function findRobot(store: Store, id: number): Promise<RobotRow | null> {
  return firstRow(store, sql`select ${columns} from ${from} where r.id = ${id}`);
}

/** Of the system, or of one project. */
export async function listRobots(store: Store, projectId: number | null, filters: readonly Sql[], page: Page): Promise<Listing<RobotRow>> {
  const orders = { name: sql`r.name`, creation_time: sql`r.id`, id: sql`r.id`, expires_at: sql`r.expires_at` };
  const scope = projectId === null ? sql`r.level = 'system'` : sql`r.project_id = ${projectId}`;
  const total = filters.length === 0 ? { total: storedCount("robots", projectId ?? 0) } : {};
  return listRows(store, {
    columns,
    from,
    filters: [scope, ...filters],
    order: inOrder(page.sort, orders, sql`r.id desc`),
    page,
    ...total,
  });
}

export interface NewRobot {
  readonly name: string;
  readonly level: "system" | "project";
  readonly projectId: number | null;
  readonly description: string;
  readonly secretHash: string;
  readonly salt: string;
  readonly duration: number;
  readonly disabled: boolean;
  readonly creatorType: "local" | "robot";
  readonly creatorId: number;
}

const dayMs = 86_400_000;

/** Fails with UNIQUE when there is one of this name. */
export function insertRobot(robot: NewRobot): Sql {
  const expiresAt = robot.duration === -1 ? sql`null` : sql`${nowMs} + ${robot.duration * dayMs}`;
  return sql`insert into robots (name, level, project_id, description, secret_hash, salt, duration, expires_at, disabled, creator_type,
      creator_id, created_at, updated_at)
    values (${robot.name}, ${robot.level}, ${robot.projectId}, ${robot.description}, ${robot.secretHash}, ${robot.salt}, ${robot.duration},
      ${expiresAt}, ${robot.disabled}, ${robot.creatorType}, ${robot.creatorId}, ${nowMs}, ${nowMs})`;
}

/** Sub-select: the id of the robot of that name. */
export function robotIdOf(robot: { name: string; projectId: number | null }): Sql {
  return sql`(select id from robots where name = ${robot.name} and project_id is ${robot.projectId})`;
}

export function selectRobot(robot: { name: string; projectId: number | null }): Sql {
  return sql`select id, expires_at as expiresAt, created_at as createdAt from robots where id = ${robotIdOf(robot)}`;
}

/** Replaces all that it may do. */
export function setRobotRights(robotId: Sql | number, rights: readonly RobotRight[]): Sql[] {
  return [
    sql`delete from robot_permissions where robot_id = ${robotId}`,
    sql`insert into robot_permissions (robot_id, kind, project_id, resource, action, effect)
      select ${robotId}, j.value ->> 'kind', j.value ->> 'projectId', j.value ->> 'resource', j.value ->> 'action', j.value ->> 'effect'
      from json_each(${JSON.stringify(rights)}) j`,
  ];
}

/** The end of its time is counted from when it was made (Harbor 2.16). */
export function updateRobot(id: number, change: { description: string; duration: number; disabled: boolean }): Sql[] {
  const expiresAt = change.duration === -1 ? sql`null` : sql`created_at + ${change.duration * dayMs}`;
  return [
    found(id),
    sql`update robots set description = ${change.description}, duration = ${change.duration}, expires_at = ${expiresAt},
      disabled = ${change.disabled}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

export function setRobotSecret(id: number, secret: { secretHash: string; salt: string }): Sql[] {
  return [
    found(id),
    sql`update robots set secret_hash = ${secret.secretHash}, salt = ${secret.salt}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

export function deleteRobot(id: number): Sql[] {
  return [found(id), sql`delete from robot_permissions where robot_id = ${id}`, sql`delete from robots where id = ${id}`];
}

/** What a robot may do itself. */
export async function listRobotRights(store: Store, id: number): Promise<RobotRight[]> {
  return rows(store, sql`select kind, project_id as projectId, resource, action, effect from robot_permissions where robot_id = ${id}`);
}

/** Guard: none of the rights goes beyond what the robot that gives them has at this moment. */
export function guardRightsCovered(giverId: number, rights: readonly RobotRight[]): Sql {
  return guard(
    "rights_covered",
    sql`not exists (select 1 from json_each(${JSON.stringify(rights)}) j where j.value ->> 'effect' = 'allow' and not exists (
      select 1 from robot_permissions rp where rp.robot_id = ${giverId} and rp.kind = j.value ->> 'kind' and rp.effect = 'allow'
        and rp.resource = j.value ->> 'resource' and rp.action = j.value ->> 'action'
        and (rp.project_id is null or rp.project_id = j.value ->> 'projectId')))`,
  );
}

function found(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from robots where id = ${id})`);
}
