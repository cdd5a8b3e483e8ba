import { defaultStorageLimit } from "./projects.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** The first user, who is the administrator and has id 1 as in Harbor. */
export function insertFirstUser(user: { passwordHash: string; mustChange: boolean }): Sql {
  return sql`insert into users (id, username, realname, comment, password_hash, password_must_change, sysadmin, created_at, updated_at)
    values (1, 'admin', 'system admin', 'admin user', ${user.passwordHash}, ${user.mustChange}, 1, ${nowMs}, ${nowMs})`;
}

/** The public project that every registry begins with. */
export function insertFirstProject(): Sql[] {
  return [
    sql`insert into projects (id, name, owner_id, public, created_at, updated_at) values (1, 'library', 1, 1, ${nowMs}, ${nowMs})`,
    sql`insert into quotas (project_id, storage_limit, created_at, updated_at) values (1, ${defaultStorageLimit}, ${nowMs}, ${nowMs})`,
    sql`insert into project_members (project_id, user_id, role_id, created_at, updated_at) values (1, 1, 1, ${nowMs}, ${nowMs})`,
  ];
}
