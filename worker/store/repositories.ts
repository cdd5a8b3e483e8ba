import type { ActorKey } from "./access.ts";
import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm, type QueryValue, trigramPhrase } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { projectVisible } from "./projects.ts";
import { storedCount } from "./row-counts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface RepositoryRow {
  readonly id: number;
  readonly projectId: number;
  /** Full: `project/path`. */
  readonly name: string;
  readonly description: string;
  readonly artifactCount: number;
  readonly tagCount: number;
  readonly pullCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`r.id, r.project_id as projectId, p.name || '/' || r.name as name, r.description, r.artifact_count as artifactCount,
  r.tag_count as tagCount, r.pull_count as pullCount, r.created_at as createdAt, r.updated_at as updatedAt`;
const from = sql`repositories r join projects p on p.id = r.project_id`;
/** What holds nothing is only a name. */
const isHeld = sql`r.artifact_total > 0 and r.deleted_at is null`;

const orders = {
  name: sql`r.name`,
  creation_time: sql`r.created_at`,
  update_time: sql`r.updated_at`,
  pull_count: sql`r.pull_count`,
  artifact_count: sql`r.artifact_count`,
};

const fields: Readonly<Record<string, FilterField>> = {
  name: (value) => nameIs(value),
  repository_id: { column: sql`r.id`, type: "number" },
  project_id: { column: sql`r.project_id`, type: "number" },
  creation_time: { column: sql`r.created_at`, type: "time" },
  update_time: { column: sql`r.updated_at`, type: "time" },
  blob_digest: (value) => sql`r.id in (select rb.repository_id from blobs b join repository_blobs rb on rb.blob_id = b.id
    where b.digest = ${value.kind === "exact" ? value.value : ""})`,
};

/** What a full name contains is found by its trigrams where it has three letters; in one project together with the project's name. */
function nameIs(value: QueryValue, projectId?: number): Sql {
  const phrase = value.kind === "contains" ? trigramPhrase(value.value) : null;
  if (phrase !== null && projectId !== undefined) {
    // Two letters are no trigram, and would fit nothing.
    const inProject = sql`(select iif(length(name) > 1, '"' || name || '/" AND ', '') from projects where id = ${projectId})`;
    return sql`r.id in (select rowid from repository_search where name match ${inProject} || ${phrase})`;
  }
  if (phrase !== null) return sql`r.id in (select rowid from repository_search where name match ${phrase})`;
  return conditionsOf([{ key: "name", value }], { name: { column: sql`p.name || '/' || r.name`, type: "text" } })[0] ?? sql`1`;
}

/** Of one project, newest first (index `repositories_held`); without a filter the project's stored count is the total. */
export async function listRepositories(
  store: Store,
  projectId: number,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<RepositoryRow>> {
  const asked = conditionsOf(terms, { ...fields, name: (value) => nameIs(value, projectId) });
  const total = asked.length === 0 ? { total: sql`(select repository_count from projects where id = ${projectId})` } : {};
  // The plus keeps the planner from reading the whole project where there is a better way in.
  const isNamed = terms.some(({ key, value }) => key === "name" && value.kind === "contains" && trigramPhrase(value.value) !== null);
  const filters = [isNamed ? sql`+r.project_id = ${projectId}` : sql`r.project_id = ${projectId}`, isHeld, ...asked];
  return listRows(store, { columns, from, filters, order: inOrder(page.sort, orders, sql`r.created_at desc, r.id desc`), page, ...total });
}

/** Of every project that the actor may see. */
export async function listAllRepositories(
  store: Store,
  actor: ActorKey,
  filter: { terms: readonly QueryTerm[]; seesAll: boolean },
  page: Page,
): Promise<Listing<RepositoryRow>> {
  const asked = conditionsOf(filter.terms, fields);
  const filters = [isHeld, ...(filter.seesAll ? [] : [projectVisible(actor)]), ...asked];
  const total = asked.length === 0 && filter.seesAll ? { total: storedCount("repositories") } : {};
  return listRows(store, { columns, from, filters, order: inOrder(page.sort, orders, sql`r.id desc`), page, ...total });
}

export async function findRepository(store: Store, projectId: number, path: string): Promise<RepositoryRow | null> {
  return firstRow(store, sql`select ${columns} from ${from} where r.project_id = ${projectId} and r.name = ${path} and ${isHeld}`);
}

export function describeRepository(id: number, description: string): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from repositories where id = ${id})`),
    sql`update repositories set description = ${description}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

/** Full names of repositories that hold an artifact, behind `last`, at most `countMax`, by project and path. */
export async function listRepositoryNames(store: Store, last: string, countMax: number): Promise<string[]> {
  const slash = last.indexOf("/");
  const project = slash === -1 ? last : last.slice(0, slash);
  const path = slash === -1 ? "" : last.slice(slash + 1);
  const found = await rows<{ name: string }>(
    store,
    sql`select p.name || '/' || r.name as name from projects p join repositories r on r.project_id = p.id
      where (p.name, r.name) > (${project}, ${path}) and ${isHeld}
      order by p.name, r.name limit ${countMax}`,
  );
  return found.map((row) => row.name);
}

export interface FoundRepository extends RepositoryRow {
  readonly project: string;
  readonly public: number;
}

/** Repositories whose full name contains the text, as far as the actor may see them, oldest first. */
export async function searchRepositories(
  store: Store,
  actor: ActorKey,
  search: { text: string; seesAll: boolean; countMax: number },
): Promise<FoundRepository[]> {
  const phrase = trigramPhrase(search.text);
  const isVisible = search.seesAll ? sql`1` : projectVisible(actor);
  const found = sql`select ${columns}, p.name as project, p.public`;
  if (phrase === null) {
    const name = nameIs({ kind: "contains", value: search.text });
    return rows(store, sql`${found} from ${from} where ${isHeld} and ${name} and ${isVisible} order by r.id limit ${search.countMax}`);
  }
  // The index of trigrams gives rows in the order of their ids, so reading ends with the last that is shown.
  return rows(
    store,
    sql`${found} from repository_search f join repositories r on r.id = f.rowid join projects p on p.id = r.project_id
      where f.name match ${search.seesAll ? sql`${phrase}` : withinVisible(actor, phrase)} and ${isHeld} and ${isVisible}
      order by f.rowid limit ${search.countMax}`,
  );
}

const projectsNamedMax = 500;

/** The phrase together with the names of the projects that the actor sees, unless they are too many or one is too short: others' rows are not even read. */
function withinVisible(actor: ActorKey, phrase: string): Sql {
  return sql`(select case when count(*) > ${projectsNamedMax} or min(length(p.name)) < 2 then '' else '(' || group_concat('"' || p.name || '/"', ' OR ') || ') AND ' end
    || ${phrase} from projects p where ${projectVisible(actor)})`;
}
