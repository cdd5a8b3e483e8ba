/**
 * Who may do what, as conditions that D1 evaluates: the same one when a request begins and when its batch commits. Roles are rows of
 * `role_permissions`; role 0 is what everybody may do in a public project. What no row grants is refused.
 */
import { rows, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** An id may be a sub-select, so that an account and its rights are one round trip. */
export type ActorKey =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly id: number | Sql }
  | { readonly kind: "robot"; readonly id: number | Sql }
  | { readonly kind: "system"; readonly asPusher?: true };

export interface Right {
  readonly resource: string;
  readonly action: string;
}

/** Condition: the project exists and the actor may do this in it. `project`: an expression for its id, which may not name `its`. */
export function mayInProject(actor: ActorKey, project: Sql | number, right: Right): Sql {
  switch (actor.kind) {
    case "system":
      return sql`exists (select 1 from projects where id = ${project} and deleted_at is null)`;
    case "anonymous":
      return publicMay(project, right);
    case "user":
      return userMay(actor.id, project, right);
    case "robot":
      return robotMay(actor.id, project, right);
  }
}

function publicMay(project: Sql | number, { resource, action }: Right): Sql {
  return sql`exists (select 1 from projects its join role_permissions g on g.role_id = 0
    where its.id = ${project} and its.deleted_at is null and its.public = 1 and g.resource = ${resource} and g.action = ${action})`;
}

/** Condition: `u` administrates the site, by himself or by the directory's group of administrators. */
const isSysadmin: Sql = sql`(u.sysadmin = 1 or u.directory_admin = 1)`;

function userMay(userId: number | Sql, project: Sql | number, { resource, action }: Right): Sql {
  return sql`exists (select 1 from users u join projects its on its.id = ${project} and its.deleted_at is null
    where u.id = ${userId} and u.disabled = 0 and (${isSysadmin} or exists (
      select 1 from role_permissions g where g.resource = ${resource} and g.action = ${action}
        and ((its.public = 1 and g.role_id = 0) or g.role_id in (${roleIdsOf(sql`u.id`, sql`its.id`)})))))`;
}

/** Sub-select: ids of the roles that a person holds in a project, itself or through a group. */
export function roleIdsOf(userId: Sql | number, project: Sql): Sql {
  return sql`select m.role_id from project_members m where m.project_id = ${project} and m.user_id = ${userId}
    union select m.role_id from project_members m join user_group_members ug on ug.group_id = m.group_id
      where m.project_id = ${project} and ug.user_id = ${userId}`;
}

/** Who may push may pull what it pushed: a project's robot with `push` has `pull`, too (Harbor 2.16 `src/common/rbac`). */
function robotMay(robotId: number | Sql, project: Sql | number, right: Right): Sql {
  const { resource, action } = right;
  const implied = resource === "repository" && action === "pull" ? "push" : action;
  const named = sql`rp.robot_id = r.id and rp.kind = 'project' and rp.resource = ${resource} and (rp.project_id is null or rp.project_id = its.id)`;
  return sql`exists (select 1 from robots r join projects its on its.id = ${project} and its.deleted_at is null where r.id = ${robotId} and ${robotIsOn}
    and (exists (select 1 from robot_permissions rp where ${named} and rp.effect = 'allow'
        and (rp.action = ${action} or (r.level = 'project' and rp.action = ${implied})))
      or (its.public = 1 and exists (select 1 from role_permissions g where g.role_id = 0 and g.resource = ${resource} and g.action = ${action})))
    and not exists (select 1 from robot_permissions rp where ${named} and rp.effect = 'deny' and rp.action = ${action}))`;
}

const robotIsOn = sql`r.disabled = 0 and (r.expires_at is null or r.expires_at > ${nowMs})`;

/** Condition: the actor may do this on the site as a whole. */
export function mayInSystem(actor: ActorKey, { resource, action }: Right): Sql {
  if (actor.kind === "system") return sql`1`;
  if (actor.kind === "user") return sql`exists (select 1 from users u where u.id = ${actor.id} and u.disabled = 0 and ${isSysadmin})`;
  if (actor.kind === "anonymous") return sql`0`;
  const named = sql`rp.robot_id = r.id and rp.kind = 'system' and rp.resource = ${resource} and rp.action = ${action}`;
  return sql`exists (select 1 from robots r where r.id = ${actor.id} and ${robotIsOn}
    and exists (select 1 from robot_permissions rp where ${named} and rp.effect = 'allow')
    and not exists (select 1 from robot_permissions rp where ${named} and rp.effect = 'deny'))`;
}

/** Condition: the account is there and has not been switched off. */
export function isSignedIn(actor: ActorKey): Sql {
  if (actor.kind === "user") return sql`exists (select 1 from users where id = ${actor.id} and disabled = 0)`;
  if (actor.kind === "robot") return sql`exists (select 1 from robots r where r.id = ${actor.id} and ${robotIsOn})`;
  return actor.kind === "system" ? sql`1` : sql`0`;
}

/** Condition: the site takes changes. */
export const isWritable: Sql = sql`not exists (select 1 from configuration where key = 'read_only' and value = 'true')`;

/** All that the actor may do in the project; `sysadmin`: everything that any role may. */
export async function listRightsInProject(store: Store, actor: ActorKey, projectId: number, sysadmin: boolean): Promise<Right[]> {
  const project = sql`(select id from projects where id = ${projectId})`;
  if (sysadmin) return rows(store, sql`select distinct resource, action from role_permissions order by resource, action`);
  if (actor.kind === "robot") {
    return rows(
      store,
      sql`select distinct resource, action from robot_permissions
        where robot_id = ${actor.id} and kind = 'project' and effect = 'allow' and (project_id is null or project_id = ${projectId})
        order by resource, action`,
    );
  }
  const roles = actor.kind === "user" ? roleIdsOf(actor.id, project) : sql`select -1`;
  return rows(
    store,
    sql`select distinct resource, action from role_permissions where role_id in (${roles})
      or (role_id = 0 and exists (select 1 from projects where id = ${projectId} and public = 1)) order by resource, action`,
  );
}

export async function listRobotRightsInSystem(store: Store, robotId: number): Promise<Right[]> {
  return rows(
    store,
    sql`select distinct resource, action from robot_permissions where robot_id = ${robotId} and kind = 'system' and effect = 'allow'
      order by resource, action`,
  );
}
