import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { guard } from "./guards.ts";
import { asEvent } from "./outbox.ts";
import { nowMs, type Sql, sql } from "./sql.ts";
import { deleteTagsOf } from "./tags.ts";

/** What is kept of a deletion, for undoing it. */
export interface Kept {
  /** How long what undelete needs is kept; 0: not at all. */
  readonly keepMs: number;
  /** Who deletes, as the audit log names them. */
  readonly by: string;
}

/** Sub-select: the artifact, what belongs to it, and what belongs to that; what an index names is somebody else's as well. */
export function withAccessories(repository: RepositoryKey, digest: string): Sql {
  const repo = repositoryId(repository);
  return sql`(with recursive gone (id, digest) as (
      select id, digest from artifacts where repository_id = ${repo} and digest = ${digest}
      union select a.id, a.digest from gone join artifacts a on a.repository_id = ${repo} and a.accessory_of = gone.digest
        and not exists (select 1 from artifact_children where child_id = a.id))
    select id from gone)`;
}

/** The same for `artifacts a` of the statement around it, also what an index names: for asking what would go along, or what holds it. */
export const belongingsOfA: Sql = sql`(with recursive along (id, digest) as (select a.id, a.digest
    union select x.id, x.digest from along join artifacts x on x.repository_id = a.repository_id and x.accessory_of = along.digest)
  select id from along)`;

/**
 * Statements that remove an artifact with its tags, body, edges and accessories. What it referenced becomes a candidate for collection,
 * each when its own lease has run out. An artifact that an index names stays.
 */
export function deleteArtifact(repository: RepositoryKey, digest: string, kept: Kept): Sql[] {
  const id = sql`(select id from artifacts where repository_id = ${repositoryId(repository)} and digest = ${digest})`;
  return [
    guard("artifact_found", sql`${id} is not null`),
    guard("artifact_unreferenced", sql`not exists (select 1 from artifact_children where child_id = ${id})`),
    ...deleteArtifacts(withAccessories(repository, digest), kept),
  ];
}

/** An event for each of the artifacts, with the tags that go with it. Before they go. `via`: the site that brings the deletion. */
export function insertDeletionEvents(ids: Sql, via: string | null = null): Sql {
  return asEvent(sql`insert into outbox (at, event, project_id, payload)
    select ${nowMs}, 'DELETE_ARTIFACT', r.project_id, json_object('repository', p.name || '/' || r.name, 'reference', a.digest, 'via', ${via},
      'tags', json((select json_group_array(name) from tags where artifact_id = a.id)))
    from artifacts a join repositories r on r.id = a.repository_id join projects p on p.id = r.project_id where a.id in ${ids}`);
}

/** The same for a set of ids. The statements find it again and again, so the rows of `artifacts` go last. */
export function deleteArtifacts(ids: Sql, kept: Kept): Sql[] {
  return [
    ...(kept.keepMs > 0 ? rememberDeleted(ids, kept.by) : []),
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', c.id, max(c.lease_until, ${nowMs}), 'cascade' from artifact_children e join artifacts c on c.id = e.child_id
      where e.parent_id in ${ids} on conflict (kind, object_id) do update set due = excluded.due, cause = excluded.cause`,
    // Before the others, since an accessory that only one of these named as a child belongs to the set from here on.
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

function rememberDeleted(ids: Sql, by: string): Sql[] {
  return [
    sql`insert into deleted_artifacts (id, project_id, repository, digest, media_type, artifact_type, accessory_of, size, tags, blobs, deleted_at, deleted_by)
      select a.id, r.project_id, r.name, a.digest, a.media_type, a.artifact_type, a.accessory_of, a.size,
        (select json_group_array(name) from tags where artifact_id = a.id),
        (select json_group_array(b.digest) from artifact_blobs ab join blobs b on b.id = ab.blob_id where ab.artifact_id = a.id), ${nowMs}, ${by}
      from artifacts a join repositories r on r.id = a.repository_id where a.id in ${ids}`,
    sql`insert into deleted_bodies (deleted_id, part, text) select artifact_id, part, text from manifest_bodies where artifact_id in ${ids}`,
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
