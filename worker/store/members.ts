import { firstRow, rowsOfEach, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface MemberRow {
  readonly id: number;
  readonly projectId: number;
  readonly userId: number;
  readonly username: string;
  readonly roleId: number;
}

const columns = sql`m.id, m.project_id as projectId, m.user_id as userId, u.username, m.role_id as roleId
  from project_members m join users u on u.id = m.user_id`;

export async function listMembers(
  store: Store,
  projectId: number,
  page: { nameContains: string | null; offset: number; count: number },
): Promise<{ members: MemberRow[]; total: number }> {
  const where = sql`m.project_id = ${projectId} and (${page.nameContains} is null or instr(lower(u.username), lower(${page.nameContains})) > 0)`;
  const [members = [], [total] = []] = await rowsOfEach(store, [
    sql`select ${columns} where ${where} order by m.id limit ${page.count} offset ${page.offset}`,
    sql`select count(*) as total from project_members m join users u on u.id = m.user_id where ${where}`,
  ]);
  return { members: members as unknown as MemberRow[], total: Number(total?.total ?? 0) };
}

/** Null also when the member is another project's. */
export async function findMember(store: Store, projectId: number, id: number): Promise<MemberRow | null> {
  return firstRow(store, sql`select ${columns} where m.project_id = ${projectId} and m.id = ${id}`);
}

/** Fails with UNIQUE when the user is a member already. */
export function insertMember(member: { projectId: number; userId: number; roleId: number }): Sql {
  return sql`insert into project_members (project_id, user_id, role_id, created_at, updated_at)
    values (${member.projectId}, ${member.userId}, ${member.roleId}, ${nowMs}, ${nowMs})`;
}

export function selectMemberId(projectId: number, userId: number): Sql {
  return sql`select id from project_members where project_id = ${projectId} and user_id = ${userId}`;
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
