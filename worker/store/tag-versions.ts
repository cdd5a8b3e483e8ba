/** Versions of tags, and the statements that put a version of another site in place. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { firstRow, rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface TagVersionRow {
  readonly name: string;
  /** Null: deleted. */
  readonly digest: string | null;
  readonly ms: number;
  readonly counter: number;
  readonly site: string;
  readonly via: string | null;
  /** JSON object of `{ms, counter, site}` by site. */
  readonly seen: string;
}

const columns = sql`t.name, a.digest, t.version_ms as ms, t.version_counter as counter, t.version_site as site, t.version_via as via,
  t.version_seen as seen`;
const from = sql`tags t left join artifacts a on a.id = t.artifact_id`;

/** Also of a deleted tag, as long as its version is kept (index `tags_name`). */
export async function findTagVersion(store: Store, repository: RepositoryKey, name: string): Promise<TagVersionRow | null> {
  return firstRow(store, sql`select ${columns} from ${from} where t.repository_id = ${repositoryId(repository)} and t.name = ${name}`);
}

interface Version {
  readonly ms: number;
  readonly counter: number;
  readonly site: string;
}

/** Names of tags that came from there, behind `after` (index `tags_name`). */
export async function listTagsVia(
  store: Store,
  repository: RepositoryKey,
  wanted: { via: string; after: string; countMax: number },
): Promise<string[]> {
  const found = await rows<{ name: string }>(
    store,
    sql`select name from tags where repository_id = ${repositoryId(repository)} and name > ${wanted.after} and artifact_id is not null
      and version_via = ${wanted.via} order by name limit ${wanted.countMax}`,
  );
  return found.map((row) => row.name);
}

/** The tag came from a registry that knows no versions. */
export function noteVia(repository: RepositoryKey, name: string, via: string): Sql {
  return sql`update tags set version_via = ${via} where repository_id = ${repositoryId(repository)} and name = ${name}`;
}

/** Guard: the tag has still this version; null: it was never there. */
export function guardTagVersion(repository: RepositoryKey, name: string, version: Version | null): Sql {
  const those = sql`repository_id = ${repositoryId(repository)} and name = ${name}`;
  const same = version
    ? sql`exists (select 1 from tags where ${those} and version_ms = ${version.ms} and version_counter = ${version.counter} and version_site = ${version.site})`
    : sql`not exists (select 1 from tags where ${those})`;
  return guard("tags_known", same);
}

interface Received {
  readonly name: string;
  /** Null: the tag is deleted by it. */
  readonly digest: string | null;
  readonly version: Version;
  readonly via: string;
  readonly seen: string;
}

/** Puts a greater version in place; what the tag pointed at becomes a candidate for collection. */
export function receiveTag(repository: RepositoryKey, { name, digest, version, via, seen }: Received): Sql[] {
  const repo = repositoryId(repository);
  const target = sql`(select id from artifacts where repository_id = ${repo} and digest = ${digest})`;
  const isGreater = sql`(excluded.version_ms, excluded.version_counter, excluded.version_site) > (version_ms, version_counter, version_site)`;
  return [
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', a.id, a.lease_until, 'untagged' from tags t join artifacts a on a.id = t.artifact_id
      where t.repository_id = ${repo} and t.name = ${name} and a.id is not ${target}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, version_via, version_seen, pushed_at, deleted_at)
      values (${repo}, ${name}, ${target}, ${version.ms}, ${version.counter}, ${version.site}, ${via}, ${seen}, ${nowMs},
        ${digest === null ? nowMs : null})
      on conflict (repository_id, name) do update set artifact_id = excluded.artifact_id, version_ms = excluded.version_ms,
        version_counter = excluded.version_counter, version_site = excluded.version_site, version_via = excluded.version_via,
        version_seen = excluded.version_seen, pushed_at = excluded.pushed_at, deleted_at = excluded.deleted_at where ${isGreater}`,
  ];
}

/** What a change that came too late has told of other sites. */
export function noteSeen(repository: RepositoryKey, name: string, seen: string): Sql {
  return sql`update tags set version_seen = ${seen} where repository_id = ${repositoryId(repository)} and name = ${name}`;
}
