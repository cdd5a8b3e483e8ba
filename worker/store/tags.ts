import { isRecorded } from "./audit.ts";
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { rowsOfEach, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { asEvent } from "./outbox.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

/**
 * Names of the repository's tags behind `last`, bytewise (index `tags_name`), at most `countMax`; null when the repository holds no
 * artifact.
 */
export async function listTagNames(store: Store, repository: RepositoryKey, last: string, countMax: number): Promise<string[] | null> {
  const repo = repositoryId(repository);
  const [held = [], names = []] = await rowsOfEach(store, [
    sql`select 1 as held where exists (select 1 from artifacts where repository_id = ${repo})`,
    sql`select name from tags where repository_id = ${repo} and name > ${last} and artifact_id is not null order by name limit ${countMax}`,
  ]);
  return held.length === 0 ? null : names.map((row) => String(row.name));
}

/**
 * Takes a tag away, and keeps its row with the next version, so that an older change that arrives late is still older. The artifact it
 * pointed at becomes a candidate for collection with no lease left.
 */
export function deleteTag(repository: RepositoryKey, name: string): Sql[] {
  const repo = repositoryId(repository);
  const pointed = sql`(select artifact_id from tags where repository_id = ${repo} and name = ${name})`;
  return [
    guard("tag_found", sql`${pointed} is not null`),
    sql`insert into gc_candidates (kind, object_id, due, cause) select 'artifact', id, ${nowMs}, 'untagged' from artifacts where id = ${pointed}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`update artifacts set lease_until = min(lease_until, ${nowMs}) where id = ${pointed}`,
    sql`update tags set ${buried} where repository_id = ${repo} and name = ${name}`,
  ];
}

/** Guard: no tag points at the artifact. */
export function guardUntagged(repository: RepositoryKey, digest: string): Sql {
  return guard(
    "row_unused",
    sql`not exists (select 1 from artifacts a join tags t on t.artifact_id = a.id
      where a.repository_id = ${repositoryId(repository)} and a.digest = ${digest})`,
  );
}

/** The same for many, with an audit row and an event for each that is there. */
export function deleteTags(
  repository: RepositoryKey,
  names: readonly string[],
  by: { full: string; actor: string; requestId: string },
): Sql[] {
  const repo = repositoryId(repository);
  const those = sql`repository_id = ${repo} and artifact_id is not null and name in (select value from ${jsonRows(names)})`;
  const event = { operation: "delete", resourceType: "tag" };
  return [
    sql`insert into audit_log (at, actor, project_id, operation, resource_type, resource, description, success, request_id)
      select ${nowMs}, ${by.actor}, ${repository.projectId}, ${event.operation}, ${event.resourceType}, ${by.full} || ':' || name,
        'delete tag ' || ${by.full} || ':' || name, 1, ${by.requestId} from tags where ${those} and ${isRecorded(event)}`,
    asEvent(sql`insert into outbox (at, event, project_id, payload) select ${nowMs}, 'DELETE_TAG', ${repository.projectId},
      json_object('repository', ${by.full}, 'reference', name) from tags where ${those}`),
    sql`insert into gc_candidates (kind, object_id, due, cause) select distinct 'artifact', artifact_id, ${nowMs}, 'untagged' from tags where ${those}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`update artifacts set lease_until = min(lease_until, ${nowMs}) where id in (select artifact_id from tags where ${those})`,
    sql`update tags set ${buried} where ${those}`,
  ];
}

/** Every tag that points at one of the artifacts. */
export function deleteTagsOf(artifactIds: Sql): Sql {
  return sql`update tags set ${buried} where artifact_id in ${artifactIds}`;
}

/** Whoever changes a tag here knows the version before it. */
export const seenWithOwn = sql`json_set(version_seen, '$."' || version_site || '"',
  json_object('ms', version_ms, 'counter', version_counter, 'site', version_site))`;

/** The site's own version, also where another's was. */
const buried = sql`artifact_id = null, deleted_at = ${nowMs}, version_seen = ${seenWithOwn}, version_via = null,
  version_site = (select site_id from site where id = 1),
  version_counter = case when ${nowMs} > version_ms then 0 else version_counter + 1 end, version_ms = max(version_ms, ${nowMs})`;
