import { numberOf, type Store } from "./db.ts";
import { deleteArtifacts, insertDeletionEvents, type Kept } from "./delete-artifact.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** Sub-select: every artifact of the repository, of whatever kind. */
export function artifactsOf(id: number): Sql {
  return sql`(select id from artifacts where repository_id = ${id})`;
}

/** Nobody sees the repository from here on, and nothing can be pushed to it, until `reopenRepository`. */
export function buryRepository(id: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from repositories where id = ${id} and deleted_at is null)`),
    sql`update repositories set deleted_at = ${nowMs} where id = ${id}`,
  ];
}

/** Some of its artifacts, with their tags. Its links to blobs go when their leases have run out. */
export function clearRepository(id: number, artifactsEach: number, kept: Kept): Sql[] {
  const some = sql`(select artifact_id from gc_doomed)`;
  return [
    sql`insert into gc_doomed (artifact_id) select id from artifacts where repository_id = ${id} limit ${artifactsEach}`,
    insertDeletionEvents(some),
    // Indexes that have still to go do not keep what they name.
    sql`delete from artifact_children where child_id in ${some}`,
    ...deleteArtifacts(some, kept),
    sql`delete from gc_doomed`,
  ];
}

export async function countArtifacts(store: Store, id: number): Promise<number> {
  return numberOf(store, sql`select coalesce((select artifact_total from repositories where id = ${id}), 0)`);
}

/** Its name is free again; the versions of its tags stay, so that a change from before is still older. */
export function reopenRepository(id: number): Sql {
  return sql`update repositories set deleted_at = null where id = ${id} and not exists (select 1 from artifacts where repository_id = ${id})`;
}
