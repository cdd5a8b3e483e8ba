import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";
import { deleteTagsOf } from "./tags.ts";

/**
 * Statements that remove an artifact with its tags, body, edges and accessories. What it referenced becomes a candidate for collection,
 * each when its own lease has run out. An artifact that an index names stays.
 */
export function deleteArtifact(repository: RepositoryKey, digest: string): Sql[] {
  const repo = repositoryId(repository);
  const id = sql`(select id from artifacts where repository_id = ${repo} and digest = ${digest})`;
  // What belongs to it, and what belongs to that; what an index names is somebody else's as well.
  const all = sql`(with recursive gone (id, digest) as (
      select id, digest from artifacts where repository_id = ${repo} and digest = ${digest}
      union select a.id, a.digest from gone join artifacts a on a.repository_id = ${repo} and a.accessory_of = gone.digest
        and not exists (select 1 from artifact_children where child_id = a.id))
    select id from gone)`;
  return [
    guard("artifact_found", sql`${id} is not null`),
    guard("artifact_unreferenced", sql`not exists (select 1 from artifact_children where child_id = ${id})`),
    ...deleteArtifacts(all),
  ];
}

/** The same for a set of ids. The statements find it again and again, so the rows of `artifacts` go last. */
export function deleteArtifacts(ids: Sql): Sql[] {
  return [
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', c.id, max(c.lease_until, ${nowMs}), 'cascade' from artifact_children e join artifacts c on c.id = e.child_id
      where e.parent_id in ${ids} on conflict (kind, object_id) do update set due = excluded.due, cause = excluded.cause`,
    // Second, since an accessory that only one of these named as a child belongs to the set from here on.
    sql`delete from artifact_children where parent_id in ${ids}`,
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'link', rb.id, max(rb.lease_until, ${nowMs}), 'unreferenced' from artifact_blobs ab
      join repository_blobs rb on rb.repository_id = ab.repository_id and rb.blob_id = ab.blob_id where ab.artifact_id in ${ids}
      on conflict (kind, object_id) do update set due = excluded.due`,
    deleteTagsOf(ids),
    sql`delete from artifact_labels where artifact_id in ${ids}`,
    sql`delete from artifact_blobs where artifact_id in ${ids}`,
    sql`delete from artifact_missing where artifact_id in ${ids}`,
    sql`delete from manifest_bodies where artifact_id in ${ids}`,
    sql`delete from gc_candidates where kind = 'artifact' and object_id in ${ids}`,
    sql`delete from artifacts where id in ${ids}`,
  ];
}

/**
 * Statements that take a repository's link to a blob away, whatever its lease: somebody entitled asked for it. The blob itself becomes a
 * candidate.
 */
export function deleteLink(repository: RepositoryKey, digest: string): Sql[] {
  const link = sql`(select rb.id from repository_blobs rb join blobs b on b.id = rb.blob_id
    where b.digest = ${digest} and rb.repository_id = ${repositoryId(repository)})`;
  return [
    guard("blob_found", sql`${link} is not null`),
    guard(
      "blob_unreferenced",
      sql`not exists (select 1 from repository_blobs rb join artifact_blobs ab
        on ab.repository_id = rb.repository_id and ab.blob_id = rb.blob_id where rb.id = ${link})`,
    ),
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'blob', blob_id, ${nowMs}, 'unlinked' from repository_blobs where id = ${link}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`delete from gc_candidates where kind = 'link' and object_id = ${link}`,
    sql`delete from repository_blobs where id = ${link}`,
  ];
}

/** Every artifact of a repository, of whatever kind. Its links to blobs go when their leases have run out. */
export function deleteRepository(id: number): Sql[] {
  const all = sql`(select id from artifacts where repository_id = ${id})`;
  return [guard("row_found", sql`exists (select 1 from repositories where id = ${id})`), ...deleteArtifacts(all)];
}
