import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/**
 * Condition: the project holds no artifact. Repositories without one are only names, and leases of blobs bind collectors, not people:
 * a push that was going on finds no project.
 */
export function isEmpty(projectId: number): Sql {
  return sql`not exists (select 1 from artifacts where repository_id in (select id from repositories where project_id = ${projectId}))`;
}

/** Removes a project that holds nothing, with all that belongs to it: members, robots, quota, labels. */
export function deleteProject(id: number): Sql[] {
  const repositories = sql`(select id from repositories where project_id = ${id})`;
  return [
    guard("project_found", sql`exists (select 1 from projects where id = ${id})`),
    guard("project_empty", isEmpty(id)),
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select distinct 'blob', blob_id, ${nowMs}, 'unlinked' from repository_blobs where repository_id in ${repositories}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`delete from gc_candidates where kind = 'link' and object_id in (select id from repository_blobs where repository_id in ${repositories})`,
    sql`delete from repository_blobs where repository_id in ${repositories}`,
    sql`delete from tags where repository_id in ${repositories}`,
    sql`delete from repositories where project_id = ${id}`,
    sql`delete from project_blobs where project_id = ${id}`,
    sql`delete from robot_permissions where project_id = ${id} or robot_id in (select id from robots where project_id = ${id})`,
    sql`delete from robots where project_id = ${id}`,
    sql`delete from labels where project_id = ${id}`,
    sql`delete from cve_allowlists where project_id = ${id}`,
    sql`delete from quotas where project_id = ${id}`,
    sql`delete from project_members where project_id = ${id}`,
    sql`delete from project_metadata where project_id = ${id}`,
    sql`delete from projects where id = ${id}`,
  ];
}
