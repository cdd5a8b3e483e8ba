import { firstRow, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface SessionUser {
  readonly id: number;
  readonly name: string;
  readonly sysadmin: number;
  /** Of a directory's account: when the directory was asked last; null of others. */
  readonly checkedAt: number | null;
}

/** Whose session it is, while it lasts. */
export async function findSession(store: Store, idHash: string): Promise<SessionUser | null> {
  return firstRow(
    store,
    sql`select u.id, u.username as name, max(u.sysadmin, u.directory_admin) as sysadmin, d.checked_at as checkedAt
      from sessions s join users u on u.id = s.user_id left join directory_accounts d on d.user_id = u.id
      where s.id_hash = ${idHash} and s.expires_at > ${nowMs} and u.disabled = 0`,
  );
}

/** Lasts so many minutes; those that have ended go. */
export function insertSession(idHash: string, userId: number, minutes: number): Sql[] {
  return [
    sql`delete from sessions where expires_at < ${nowMs}`,
    sql`insert into sessions (id_hash, user_id, created_at, expires_at) values (${idHash}, ${userId}, ${nowMs}, ${nowMs} + ${minutes * 60_000})`,
  ];
}

/** Begins its time anew when half of it has gone. */
export function renewSession(idHash: string, minutes: number): Sql {
  return sql`update sessions set expires_at = ${nowMs} + ${minutes * 60_000}
    where id_hash = ${idHash} and expires_at > ${nowMs} and expires_at < ${nowMs} + ${minutes * 30_000}`;
}

export function deleteSession(idHash: string): Sql {
  return sql`delete from sessions where id_hash = ${idHash}`;
}
