import { jsonRows, type Sql, sql } from "./sql.ts";

/** Condition: the project exists and the enabled user is a system administrator or holds one of the roles in it. */
export function actorMay(who: { userId: number; projectId: number; roleIds: readonly number[] }): Sql {
  return sql`exists (
    select 1 from users u join projects p on p.id = ${who.projectId}
    where u.id = ${who.userId} and u.disabled = 0 and (u.sysadmin = 1 or exists (
      select 1 from project_members m where m.project_id = p.id and m.user_id = u.id
        and m.role_id in (select value from ${jsonRows(who.roleIds)}))))`;
}

/** Condition: the enabled user is a system administrator. */
export function isSysadmin(userId: number): Sql {
  return sql`exists (select 1 from users where id = ${userId} and disabled = 0 and sysadmin = 1)`;
}

/** Condition: the account still exists. */
export function isEnabled(userId: number): Sql {
  return sql`exists (select 1 from users where id = ${userId} and disabled = 0)`;
}
