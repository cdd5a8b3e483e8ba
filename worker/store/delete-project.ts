import { numberOf, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/**
 * Condition: the project holds no artifact but those of repositories that are being deleted. Repositories without one are only names, and
 * leases of blobs bind collectors, not people: a push that was going on finds no project.
 */
export function isEmpty(projectId: number): Sql {
  return sql`not exists (select 1 from repositories where project_id = ${projectId} and artifact_total > 0 and deleted_at is null)`;
}

/**
 * Takes away a project that holds nothing, with its members, robots, quota, labels and rules. Its name is free at once; what there may be
 * many of follows by `clearProject`.
 */
export function buryProject(id: number): Sql[] {
  return [
    guard("project_found", sql`exists (select 1 from projects where id = ${id} and deleted_at is null)`),
    guard("project_empty", isEmpty(id)),
    sql`delete from robot_permissions where project_id = ${id} or robot_id in (select id from robots where project_id = ${id})`,
    sql`delete from robots where project_id = ${id}`,
    sql`delete from artifact_labels where label_id in (select id from labels where project_id = ${id})`,
    sql`delete from labels where project_id = ${id}`,
    sql`delete from cve_allowlists where project_id = ${id}`,
    sql`delete from quotas where project_id = ${id}`,
    sql`delete from project_members where project_id = ${id}`,
    sql`delete from project_metadata where project_id = ${id}`,
    sql`delete from immutable_rules where project_id = ${id}`,
    sql`delete from schedules where kind = 'RETENTION' and vendor_id in (select id from retention_policies where project_id = ${id})`,
    sql`delete from retention_policies where project_id = ${id}`,
    // No project can be named so.
    sql`update projects set name = name || '~' || id, public = 0, deleted_at = ${nowMs} where id = ${id}`,
  ];
}

/** How many rows of each kind one slice takes. */
export interface ProjectSlice {
  readonly id: number;
  readonly rowsEach: number;
}

/** Some of a buried project's links and tags. Blobs that nobody links any more become candidates. */
export function clearProject({ id, rowsEach }: ProjectSlice): Sql[] {
  const repositories = sql`(select id from repositories where project_id = ${id})`;
  const links = sql`(select id from repository_blobs rb where rb.repository_id in ${repositories}
    and not exists (select 1 from artifact_blobs ab where ab.repository_id = rb.repository_id and ab.blob_id = rb.blob_id) order by id limit ${rowsEach})`;
  return [
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select distinct 'blob', blob_id, ${nowMs}, 'unlinked' from repository_blobs where id in ${links}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`delete from gc_candidates where kind = 'link' and object_id in ${links}`,
    sql`delete from repository_blobs where id in ${links}`,
    sql`delete from tags where id in (select id from tags where repository_id in ${repositories} and artifact_id is null limit ${rowsEach})`,
    sql`delete from deleted_bodies where deleted_id in (select id from deleted_artifacts where project_id = ${id} limit ${rowsEach})`,
    sql`delete from deleted_artifacts where id in (select id from deleted_artifacts where project_id = ${id} limit ${rowsEach})`,
    sql`delete from repositories where id in (select id from repositories r where project_id = ${id} and artifact_total = 0
      and not exists (select 1 from tags where repository_id = r.id) and not exists (select 1 from repository_blobs where repository_id = r.id)
      limit ${rowsEach})`,
  ];
}

/** What there is still of a project: repositories that hold artifacts, and all others. */
export async function countLeft(store: Store, id: number): Promise<{ held: number; others: number }> {
  const held = await numberOf(store, sql`select count(*) from repositories where project_id = ${id} and artifact_total > 0`);
  const others = await numberOf(store, sql`select count(*) from repositories where project_id = ${id} and artifact_total = 0`);
  return { held, others };
}

/** The row itself, once nothing belongs to it. */
export function forgetProject(id: number): Sql[] {
  return [sql`delete from project_blobs where project_id = ${id}`, sql`delete from projects where id = ${id}`];
}
