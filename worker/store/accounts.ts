import { firstRow, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** A person's account, without its password. */
export interface AccountRow {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly realname: string;
  readonly comment: string;
  readonly sysadmin: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, username, email, realname, comment, sysadmin, created_at as createdAt, updated_at as updatedAt`;

export async function findAccount(store: Store, who: { id: number } | { username: string }): Promise<AccountRow | null> {
  const where = "id" in who ? sql`id = ${who.id}` : sql`username = ${who.username} collate nocase`;
  return firstRow(store, sql`select ${columns} from users where disabled = 0 and ${where}`);
}

/** Fails with UNIQUE when the name or the mail address is taken. */
export function insertAccount(account: {
  username: string;
  email: string | null;
  realname: string;
  comment: string;
  passwordHash: string;
}): Sql {
  return sql`insert into users (username, email, realname, comment, password_hash, created_at, updated_at)
    values (${account.username}, ${account.email}, ${account.realname}, ${account.comment}, ${account.passwordHash}, ${nowMs}, ${nowMs})`;
}

export function selectAccountId(username: string): Sql {
  return sql`select id from users where username = ${username} collate nocase`;
}

export async function findPasswordHash(store: Store, id: number): Promise<string | null> {
  const row = await firstRow<{ passwordHash: string }>(
    store,
    sql`select password_hash as passwordHash from users where id = ${id} and disabled = 0`,
  );
  return row?.passwordHash ?? null;
}

/** `old`: the hash that the change was decided on; another change meanwhile makes this one fail. */
export function updatePassword(id: number, hashes: { old: string; new: string }): Sql[] {
  return [
    guard("password_unchanged", sql`exists (select 1 from users where id = ${id} and disabled = 0 and password_hash = ${hashes.old})`),
    sql`update users set password_hash = ${hashes.new}, password_must_change = 0, updated_at = ${nowMs} where id = ${id}`,
  ];
}
