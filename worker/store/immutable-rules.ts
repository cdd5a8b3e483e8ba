import { firstRow, rows, rowsOfEach, type Store } from "./db.ts";
import { belongingsOfA } from "./delete-artifact.ts";
import { guard } from "./guards.ts";
import { type Listing, listRows, type Page } from "./listing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface ImmutableRuleRow {
  readonly id: number;
  readonly disabled: number;
  /** JSON. */
  readonly selectors: string;
}

const columns = sql`id, disabled, selectors`;

export async function listImmutableRules(store: Store, projectId: number, page: Page): Promise<Listing<ImmutableRuleRow>> {
  return listRows(store, { columns, from: sql`immutable_rules`, filters: [sql`project_id = ${projectId}`], order: sql`id`, page });
}

/** The rules that are on, and which version of the project's rules they are. */
export async function loadImmutableRules(store: Store, projectId: number): Promise<{ version: number; selectors: readonly string[] }> {
  const found = await firstRow<{ version: number; selectors: string }>(
    store,
    sql`select immutable_version as version, (select json_group_array(selectors) from immutable_rules where project_id = p.id and disabled = 0) as selectors
      from projects p where p.id = ${projectId}`,
  );
  return { version: found?.version ?? -1, selectors: found ? (JSON.parse(found.selectors) as string[]) : [] };
}

/** Fails with UNIQUE when there is one with the same selectors. */
export function insertImmutableRule(projectId: number, rule: { disabled: boolean; selectors: string }): Sql[] {
  return [
    sql`insert into immutable_rules (project_id, disabled, selectors, created_at, updated_at)
      values (${projectId}, ${rule.disabled}, ${rule.selectors}, ${nowMs}, ${nowMs})`,
    sql`select max(id) as id from immutable_rules`,
  ];
}

/** Without selectors it keeps its own. */
export function updateImmutableRule(projectId: number, id: number, rule: { disabled: boolean; selectors: string | null }): Sql[] {
  return [
    guardRule(projectId, id),
    sql`update immutable_rules set disabled = ${rule.disabled}, selectors = coalesce(${rule.selectors}, selectors), updated_at = ${nowMs}
      where id = ${id}`,
  ];
}

export function deleteImmutableRule(projectId: number, id: number): Sql[] {
  return [guardRule(projectId, id), sql`delete from immutable_rules where id = ${id}`];
}

function guardRule(projectId: number, id: number): Sql {
  return guard("row_found", sql`exists (select 1 from immutable_rules where id = ${id} and project_id = ${projectId})`);
}

/** Guard: what was decided by this version of the rules may be committed. */
export function guardRulesCurrent(projectId: number, version: number): Sql {
  return guard("rules_current", sql`exists (select 1 from projects where id = ${projectId} and immutable_version = ${version})`);
}

/** Guard: none of these tags points at another artifact than this digest's. */
export function guardTagsStay(repository: Sql, tags: readonly string[], digest: string): Sql {
  return guard(
    "tag_mutable",
    sql`not exists (select 1 from tags t join artifacts a on a.id = t.artifact_id
      where t.repository_id = ${repository} and t.name in (select value from ${jsonRows(tags)}) and a.digest <> ${digest})`,
  );
}

/** Repository by repository (index `tags_name`). */
export async function listTagsOfRepositories(
  store: Store,
  repositoryIds: readonly number[],
  countMax: number,
): Promise<{ repositoryId: number; name: string }[]> {
  return rows(
    store,
    sql`select t.repository_id as repositoryId, t.name from ${jsonRows(repositoryIds)} j join tags t on t.repository_id = j.value
      where t.artifact_id is not null order by t.repository_id, t.name limit ${countMax}`,
  );
}

/** Names of all tags that point at these artifacts, with what tells whether they are still the same. */
export async function listTagsOf(store: Store, artifactIds: Sql): Promise<{ names: string[]; print: string }> {
  const [found = [], prints = []] = await rowsOfEach(store, [
    sql`select name from tags where artifact_id in ${artifactIds}`,
    sql`select ${printOf(artifactIds)} as print`,
  ]);
  return { names: found.map(({ name }) => String(name)), print: String(prints[0]?.print) };
}

/** Guard: the tags that point at the artifacts are those that were read. */
export function guardTagsKnown(artifactIds: Sql, print: string): Sql {
  return guard("tags_known", sql`${printOf(artifactIds)} = ${print}`);
}

/** A tag of something that belongs to an artifact, and would go with it. */
export interface TagAlong {
  readonly artifactId: number;
  readonly projectId: number;
  readonly path: string;
  readonly tag: string;
}

/** Those of these artifacts, in projects that make any tag immutable; with what tells whether they and the rules are still the same. */
export async function listTagsAlong(store: Store, artifactIds: readonly number[]): Promise<{ tags: TagAlong[]; print: string }> {
  const [tags = [], prints = []] = await rowsOfEach(store, [
    sql`select a.id as artifactId, a.project_id as projectId, r.name as path, t.name as tag
      from artifacts a join repositories r on r.id = a.repository_id join tags t on t.artifact_id in ${belongingsOfA}
      where a.id in (select value from ${jsonRows(artifactIds)})
        and exists (select 1 from immutable_rules where project_id = a.project_id and disabled = 0)`,
    sql`select ${printAlong(artifactIds)} as print`,
  ]);
  return { tags: tags as unknown as TagAlong[], print: String(prints[0]?.print) };
}

/** Guard: the tags and the rules are those that were read. */
export function guardTagsAlong(artifactIds: readonly number[], print: string): Sql {
  return guard("tags_known", sql`${printAlong(artifactIds)} = ${print}`);
}

function printAlong(artifactIds: readonly number[]): Sql {
  const those = sql`(select value from ${jsonRows(artifactIds)})`;
  const tags = sql`(select count(*) || ':' || coalesce(sum(version_ms), 0) || ':' || coalesce(sum(version_counter), 0) from tags
    where artifact_id in (select value from artifacts a, json_each((select json_group_array(id) from ${belongingsOfA})) where a.id in ${those}))`;
  return sql`(${tags} || '/' || coalesce((select group_concat(id || ':' || immutable_version) from (select id, immutable_version from projects
    where id in (select project_id from artifacts where id in ${those}) order by id)), ''))`;
}

/** Whatever gives a tag to an artifact gives it a version that it never had. */
const printOf = (artifactIds: Sql): Sql =>
  sql`(select count(*) || ':' || coalesce(sum(version_ms), 0) || ':' || coalesce(sum(version_counter), 0) from tags where artifact_id in ${artifactIds})`;
