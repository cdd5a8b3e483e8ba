import { firstRow, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface MemberRow {
  readonly id: number;
  readonly projectId: number;
  /** `u` a person, `g` a group. */
  readonly entityType: "u" | "g";
  readonly entityId: number;
  readonly entityName: string;
  readonly roleId: number;
  readonly roleName: string;
}

/** Who is made a member: one of the two. */
export interface MemberEntity {
  readonly userId: number | null;
  readonly groupId: number | null;
}

const from = sql`project_members m left join users u on u.id = m.user_id left join user_groups g on g.id = m.group_id`;
const columns = sql`m.id, m.project_id as projectId, case when m.user_id is null then 'g' else 'u' end as entityType,
  coalesce(m.user_id, m.group_id) as entityId, coalesce(u.username, g.name) as entityName, m.role_id as roleId,
  (select name from roles where id = m.role_id) as roleName`;

export async function listMembers(store: Store, projectId: number, nameContains: string | null, page: Page): Promise<Listing<MemberRow>> {
  const filters = [
    sql`m.project_id = ${projectId}`,
    ...(nameContains === null ? [] : [sql`instr(lower(coalesce(u.username, g.name)), lower(${nameContains})) > 0`]),
  ];
  const total = nameContains === null ? { total: storedCount("members", projectId) } : {};
  return listRows(store, { columns, from, filters, order: sql`m.id`, page, ...total });
}

/** Null also when the member is another project's. */
export async function findMember(store: Store, projectId: number, id: number): Promise<MemberRow | null> {
  return firstRow(store, sql`select ${columns} from ${from} where m.project_id = ${projectId} and m.id = ${id}`);
}

export async function isRole(store: Store, id: number): Promise<boolean> {
  return (await firstRow(store, sql`select 1 from roles where id = ${id} and id > 0`)) !== null;
}

/** Fails with UNIQUE when the person or group is a member already. */
export function insertMember(member: MemberEntity & { projectId: number; roleId: number }): Sql {
  return sql`insert into project_members (project_id, user_id, group_id, role_id, created_at, updated_at)
    values (${member.projectId}, ${member.userId}, ${member.groupId}, ${member.roleId}, ${nowMs}, ${nowMs})`;
}

export function selectMemberId(projectId: number, entity: MemberEntity): Sql {
  return sql`select id from project_members where project_id = ${projectId} and user_id is ${entity.userId} and group_id is ${entity.groupId}`;
}

export function updateMember(projectId: number, id: number, roleId: number): Sql[] {
  return [found(projectId, id), sql`update project_members set role_id = ${roleId}, updated_at = ${nowMs} where id = ${id}`];
}

export function deleteMember(projectId: number, id: number): Sql[] {
  return [found(projectId, id), sql`delete from project_members where id = ${id}`];
}

function found(projectId: number, id: number): Sql {
  return guard("member_found", sql`exists (select 1 from project_members where id = ${id} and project_id = ${projectId})`);
}
