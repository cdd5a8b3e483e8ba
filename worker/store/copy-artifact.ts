/** The statements that bring an artifact, with all that it names and all that belongs to it, into another repository: links only, no bytes. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** Sub-select: ids of the artifact, its children, their accessories, and so on. */
function copied(sourceId: number): Sql {
  return sql`(with recursive wanted (id) as (
      select id from artifacts where id = ${sourceId}
      union select c.child_id from wanted w join artifact_children c on c.parent_id = w.id
      union select x.id from wanted w join artifacts a on a.id = w.id join artifacts x on x.repository_id = a.repository_id and x.accessory_of = a.digest)
    select id from wanted)`;
}

/** Expression: bytes that the project does not use yet. */
export function bytesCopied(sourceId: number, projectId: number): Sql {
  return sql`select coalesce(sum(size), 0) from (select distinct b.id, b.size from artifact_blobs ab join blobs b on b.id = ab.blob_id
    where ab.artifact_id in ${copied(sourceId)} and not exists (select 1 from project_blobs x where x.project_id = ${projectId} and x.blob_id = b.id))`;
}

/** The caller has made the repository and proved that the source is there. A row of the same digest stays and gets a new lease. */
export function copyArtifact(target: RepositoryKey, source: { id: number; repositoryId: number }, leaseMs: number): Sql[] {
  const repo = repositoryId(target);
  const ids = copied(source.id);
  const twin = (id: Sql) =>
    sql`(select n.id from artifacts n join artifacts o on o.id = ${id} where n.repository_id = ${repo} and n.digest = o.digest)`;
  return [
    sql`insert into repository_blobs (repository_id, blob_id, project_id, lease_until, uploaded_at, used)
      select distinct ${repo}, blob_id, ${target.projectId}, ${nowMs} + ${leaseMs}, ${nowMs}, 1 from artifact_blobs where artifact_id in ${ids}
      on conflict (repository_id, blob_id) do update set lease_until = max(lease_until, excluded.lease_until), used = 1`,
    sql`insert into artifacts (repository_id, digest, media_type, artifact_type, subject_digest, annotations, body_bytes, size, lease_until,
        pushed_at, type, config_digest, extra_attrs, accessory_type, accessory_of)
      select ${repo}, digest, media_type, artifact_type, subject_digest, annotations, body_bytes, size, ${nowMs} + ${leaseMs}, ${nowMs}, type,
        config_digest, extra_attrs, accessory_type, accessory_of from artifacts where id in ${ids}
      on conflict (repository_id, digest) do update set lease_until = max(lease_until, excluded.lease_until)`,
    sql`insert into manifest_bodies (artifact_id, part, text)
      select ${twin(sql`b.artifact_id`)}, b.part, b.text from manifest_bodies b where b.artifact_id in ${ids} on conflict do nothing`,
    sql`insert into artifact_blobs (artifact_id, repository_id, blob_id)
      select ${twin(sql`b.artifact_id`)}, ${repo}, b.blob_id from artifact_blobs b where b.artifact_id in ${ids} on conflict do nothing`,
    sql`insert into artifact_children (parent_id, child_id, platform, annotations)
      select ${twin(sql`c.parent_id`)}, ${twin(sql`c.child_id`)}, c.platform, c.annotations from artifact_children c
      where c.parent_id in ${ids} on conflict do nothing`,
    sql`insert into artifact_missing (artifact_id, repository_id, digest, platform, annotations)
      select ${twin(sql`m.artifact_id`)}, ${repo}, m.digest, m.platform, m.annotations from artifact_missing m
      where m.artifact_id in ${ids} on conflict do nothing`,
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', id, lease_until, 'push' from artifacts where repository_id = ${repo} and digest in (select digest from artifacts where id in ${ids})
      on conflict (kind, object_id) do update set due = max(due, excluded.due)`,
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'link', id, lease_until, 'link' from repository_blobs where repository_id = ${repo}
        and blob_id in (select blob_id from artifact_blobs where artifact_id in ${ids})
      on conflict (kind, object_id) do update set due = max(due, excluded.due)`,
    sql`update repositories set updated_at = ${nowMs} where id = ${repo}`,
  ];
}
