import { type ActorKey, mayInProject, type Right, roleIdsOf } from "./access.ts";
import { firstRow, isTrue, rows, type Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm, type QueryValue, trigramPhrase } from "./filters.ts";
import { isEmpty } from "./delete-project.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface ProjectRow {
  readonly id: number;
  readonly name: string;
  readonly ownerId: number;
  readonly ownerName: string;
  readonly public: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly repositories: number;
  /** JSON array of the asking user's role ids in the project. */
  readonly roleIds: string;
  /** JSON object of text by key. */
  readonly metadata: string;
  /** JSON array of `{cve_id}`, and when it ends (seconds since 1970, null: never). */
  readonly allowlist: string | null;
  readonly allowlistExpiresAt: number | null;
}

/** Bytes, as configured now; -1: none. */
export const defaultStorageLimit: Sql = sql`coalesce((select cast(value as integer) from configuration where key = 'storage_per_project'), -1)`;

/** How a request names a project. */
export type ProjectReference = { readonly id: number } | { readonly name: string };

function columns(actor: ActorKey): Sql {
  const roleIds = actor.kind === "user" ? sql`(select json_group_array(role_id) from (${roleIdsOf(actor.id, sql`p.id`)}))` : sql`'[]'`;
  return sql`p.id, p.name, p.owner_id as ownerId, (select username from users where id = p.owner_id) as ownerName, p.public,
    p.created_at as createdAt, p.updated_at as updatedAt, p.repository_count as repositories, ${roleIds} as roleIds,
    (select json_group_object(key, value) from project_metadata d where d.project_id = p.id) as metadata,
    (select items from cve_allowlists c where c.project_id = p.id) as allowlist,
    (select expires_at from cve_allowlists c where c.project_id = p.id) as allowlistExpiresAt`;
}

/** Of a deleted one a job has still to take rows away. */
const isThere = sql`p.deleted_at is null`;

function named(reference: ProjectReference): Sql {
  return "id" in reference ? sql`p.id = ${reference.id} and ${isThere}` : sql`p.name = ${reference.name} and ${isThere}`;
}

/** The project, and whether the actor may do this in it. */
export async function findProject(
  store: Store,
  reference: ProjectReference,
  actor: ActorKey,
  right: Right,
): Promise<(ProjectRow & { readonly may: number }) | null> {
  return firstRow(
    store,
    sql`select ${columns(actor)}, (${mayInProject(actor, sql`p.id`, right)}) as may from projects p where ${named(reference)}`,
  );
}

/** Condition on `projects p`: the actor may see it in a list. */
export function projectVisible(actor: ActorKey): Sql {
  if (actor.kind === "user") {
    // One set of ids, so that the rows read are those that are visible.
    return sql`p.id in (select id from projects where public = 1 union select project_id from project_members where user_id = ${actor.id}
      union select project_id from project_members where group_id in (select group_id from user_group_members where user_id = ${actor.id}))`;
  }
  if (actor.kind === "robot") {
    // Who may list a project's repositories, as those that replicate do, sees the project among the others.
    const may = (resource: string, action: string) => mayInProject(actor, sql`p.id`, { resource, action });
    return sql`(p.public = 1 or ${may("project", "read")} or ${may("repository", "list")})`;
  }
  return sql`p.public = 1`;
}

const orders = { name: sql`p.name`, project_id: sql`p.id`, creation_time: sql`p.created_at`, update_time: sql`p.updated_at` };

const fields: Readonly<Record<string, FilterField>> = {
  name: nameIs,
  project_id: { column: sql`p.id`, type: "number" },
  public: { column: sql`p.public`, type: "boolean" },
  owner: (value) => sql`p.owner_id in (select id from users where username = ${value.kind === "exact" ? value.value : ""} collate nocase)`,
  owner_id: { column: sql`p.owner_id`, type: "number" },
  creation_time: { column: sql`p.created_at`, type: "time" },
};

/** What a name contains is found by its trigrams where it has three letters. */
function nameIs(value: QueryValue): Sql {
  const phrase = value.kind === "contains" ? trigramPhrase(value.value) : null;
  if (phrase !== null) return sql`p.id in (select rowid from project_search where name match ${phrase})`;
  return conditionsOf([{ key: "name", value }], { name: { column: sql`p.name`, type: "text" } })[0] ?? sql`1`;
}

export async function listProjects(
  store: Store,
  actor: ActorKey,
  filter: { terms: readonly QueryTerm[]; seesAll: boolean },
  page: Page,
): Promise<Listing<ProjectRow>> {
  const asked = conditionsOf(filter.terms, fields);
  return listRows(store, {
    columns: columns(actor),
    from: sql`projects p`,
    filters: [isThere, ...(filter.seesAll ? [] : [projectVisible(actor)]), ...asked],
    order: inOrder(page.sort, orders, sql`p.id`),
    page,
    ...(filter.seesAll && asked.length === 0 ? { total: storedCount("projects") } : {}),
  });
}

/** A project and its first administrator, if a person made it. Fails with UNIQUE when the name is taken. */
export function insertProject(project: {
  name: string;
  ownerId: number;
  adminId: number | null;
  public: boolean;
  metadata: Readonly<Record<string, string>>;
  storageLimit: number | Sql;
}): Sql[] {
  const id = sql`(select id from projects where name = ${project.name})`;
  return [
    sql`insert into projects (name, owner_id, public, created_at, updated_at)
      values (${project.name}, ${project.ownerId}, ${project.public}, ${nowMs}, ${nowMs})`,
    sql`insert into project_members (project_id, user_id, role_id, created_at, updated_at)
      select ${id}, ${project.adminId}, 1, ${nowMs}, ${nowMs} where ${project.adminId} is not null`,
    sql`insert into quotas (project_id, storage_limit, created_at, updated_at) values (${id}, ${project.storageLimit}, ${nowMs}, ${nowMs})`,
    sql`insert into project_metadata (project_id, key, value) select ${id}, j.key, j.value from json_each(${JSON.stringify(project.metadata)}) j`,
  ];
}

export function selectProjectId(name: string): Sql {
  return sql`select id from projects where name = ${name}`;
}

/** Sets what is given; `metadata` keys that are not named stay. */
export function updateProject(id: number, change: { public: boolean | null; metadata: Readonly<Record<string, string>> }): Sql[] {
  return [
    guard("project_found", sql`exists (select 1 from projects where id = ${id})`),
    sql`update projects set updated_at = ${nowMs}, public = coalesce(${change.public === null ? null : Number(change.public)}, public) where id = ${id}`,
    sql`insert into project_metadata (project_id, key, value)
      select ${id}, key, value from json_each(${JSON.stringify(change.metadata)}) where true
      on conflict (project_id, key) do update set value = excluded.value`,
  ];
}

export function deleteMetadata(projectId: number, key: string): Sql {
  return sql`delete from project_metadata where project_id = ${projectId} and key = ${key}`;
}

export async function countMembersByRole(store: Store, projectId: number): Promise<ReadonlyMap<number, number>> {
  const found = await rows<{ roleId: number; count: number }>(
    store,
    sql`select role_id as roleId, count(*) as count from project_members where project_id = ${projectId} group by role_id`,
  );
  return new Map(found.map(({ roleId, count }) => [roleId, count]));
}

/** Whether `deleteProject` would go through now. */
export async function isProjectEmpty(store: Store, projectId: number): Promise<boolean> {
  return isTrue(store, isEmpty(projectId));
}

/** Whether the person administrates any project. */
export async function isProjectAdmin(store: Store, userId: number): Promise<boolean> {
  return isTrue(
    store,
    sql`exists (select 1 from project_members where user_id = ${userId} and role_id = 1)
      or exists (select 1 from project_members where role_id = 1 and group_id in (select group_id from user_group_members where user_id = ${userId}))`,
  );
}

/** Ids by name, of those that are there. */
export async function listProjectIds(store: Store, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ name: string; id: number }>(
    store,
    sql`select name, id from projects where name in (select value from ${jsonRows(names)}) and deleted_at is null`,
  );
  return new Map(found.map(({ name, id }) => [name, id]));
}
