import { firstRow, rowsOfEach, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

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
}

/** How a request names a project. */
export type ProjectReference = { readonly id: number } | { readonly name: string };

function columns(userId: number | null): Sql {
  return sql`p.id, p.name, p.owner_id as ownerId, u.username as ownerName, p.public, p.created_at as createdAt, p.updated_at as updatedAt,
    (select count(*) from repositories r where r.project_id = p.id and exists (select 1 from artifacts a where a.repository_id = r.id)) as repositories,
    (select json_group_array(role_id) from project_members m where m.project_id = p.id and m.user_id = ${userId}) as roleIds,
    (select json_group_object(key, value) from project_metadata d where d.project_id = p.id) as metadata`;
}

function named(reference: ProjectReference): Sql {
  return "id" in reference ? sql`p.id = ${reference.id}` : sql`p.name = ${reference.name}`;
}

/** The project with what the user holds in it. */
export async function findProject(store: Store, reference: ProjectReference, userId: number | null): Promise<ProjectRow | null> {
  return firstRow(store, sql`select ${columns(userId)} from projects p join users u on u.id = p.owner_id where ${named(reference)}`);
}

export interface ProjectFilter {
  /** Who asks: sees public projects and its own; null: everything, for a system administrator. */
  readonly visibleTo: { readonly userId: number | null } | null;
  readonly nameContains: string | null;
  readonly nameIs: string | null;
  readonly public: boolean | null;
}

export async function listProjects(
  store: Store,
  userId: number | null,
  filter: ProjectFilter,
  page: { offset: number; count: number; orderBy: "name" | "id" | "createdAt"; descending: boolean },
): Promise<{ projects: ProjectRow[]; total: number }> {
  const where = filterOf(filter);
  const [projects = [], [total] = []] = await rowsOfEach(store, [
    sql`select ${columns(userId)} from projects p join users u on u.id = p.owner_id where ${where}
      order by ${orderOf(page)} limit ${page.count} offset ${page.offset}`,
    sql`select count(*) as total from projects p where ${where}`,
  ]);
  return { projects: projects as unknown as ProjectRow[], total: Number(total?.total ?? 0) };
}

function orderOf(page: { orderBy: "name" | "id" | "createdAt"; descending: boolean }): Sql {
  const column = { name: sql`p.name`, id: sql`p.id`, createdAt: sql`p.created_at` }[page.orderBy];
  return page.descending ? sql`${column} desc` : column;
}

function filterOf(filter: ProjectFilter): Sql {
  const { visibleTo, nameContains, nameIs } = filter;
  const visible = visibleTo
    ? sql`(p.public = 1 or exists (select 1 from project_members m where m.project_id = p.id and m.user_id = ${visibleTo.userId}))`
    : sql`1`;
  return sql`${visible} and (${nameContains} is null or instr(p.name, lower(${nameContains})) > 0)
    and (${nameIs} is null or p.name = ${nameIs})
    and (${filter.public === null ? null : Number(filter.public)} is null or p.public = ${Number(filter.public)})`;
}

/** A project and its first administrator. Fails with UNIQUE when the name is taken. */
export function insertProject(project: {
  name: string;
  ownerId: number;
  public: boolean;
  metadata: Readonly<Record<string, string>>;
}): Sql[] {
  return [
    sql`insert into projects (name, owner_id, public, created_at, updated_at)
      values (${project.name}, ${project.ownerId}, ${project.public}, ${nowMs}, ${nowMs})`,
    sql`insert into project_members (project_id, user_id, role_id, created_at, updated_at)
      select id, ${project.ownerId}, 1, ${nowMs}, ${nowMs} from projects where name = ${project.name}`,
    sql`insert into project_metadata (project_id, key, value)
      select p.id, j.key, j.value from projects p, json_each(${JSON.stringify(project.metadata)}) j where p.name = ${project.name}`,
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

/**
 * Removes a project that holds nothing. Repositories without an artifact are only names; one with a link, even a leased one that a push
 * in progress relies on, keeps the project.
 */
export function deleteProject(id: number): Sql[] {
  const repositories = sql`(select id from repositories where project_id = ${id})`;
  return [
    guard("project_found", sql`exists (select 1 from projects where id = ${id})`),
    guard(
      "project_empty",
      sql`not exists (select 1 from artifacts where repository_id in ${repositories})
        and not exists (select 1 from repository_blobs where repository_id in ${repositories} and lease_until > ${nowMs})`,
    ),
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select distinct 'blob', blob_id, ${nowMs}, 'unlinked' from repository_blobs where repository_id in ${repositories}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`delete from gc_candidates where kind = 'link' and object_id in (select id from repository_blobs where repository_id in ${repositories})`,
    sql`delete from repository_blobs where repository_id in ${repositories}`,
    sql`delete from tags where repository_id in ${repositories}`,
    sql`delete from repositories where project_id = ${id}`,
    sql`delete from project_members where project_id = ${id}`,
    sql`delete from project_metadata where project_id = ${id}`,
    sql`delete from projects where id = ${id}`,
  ];
}
