import { firstRow, type Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm, type QueryValue, trigramPhrase } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** A person's account, without its password. */
export interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly email: string | null;
  readonly realname: string;
  readonly comment: string;
  readonly sysadmin: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** `local` or `ldap`. */
  readonly provider: string;
  /** 1: in the directory's group of administrators. */
  readonly directoryAdmin: number;
  /** 1: the password was made for the first start, and nobody has chosen another yet. */
  readonly passwordMustChange: number;
}

const columns = sql`id, username, email, realname, comment, sysadmin, created_at as createdAt, updated_at as updatedAt,
  provider, directory_admin as directoryAdmin, password_must_change as passwordMustChange`;
const isThere = sql`disabled = 0`;

export async function findUser(store: Store, who: { id: number } | { username: string }): Promise<UserRow | null> {
  const where = "id" in who ? sql`id = ${who.id}` : sql`username = ${who.username} collate nocase`;
  return firstRow(store, sql`select ${columns} from users where ${isThere} and ${where}`);
}

const fields: Readonly<Record<string, FilterField>> = {
  username: (value) => textIs("username", value),
  email: (value) => textIs("email", value),
  realname: (value) => textIs("realname", value),
  user_id: { column: sql`id`, type: "number" },
  sysadmin_flag: { column: sql`sysadmin`, type: "boolean" },
  creation_time: { column: sql`created_at`, type: "time" },
};

/** What a text contains is found by its trigrams where it has three letters. */
function textIs(field: "username" | "email" | "realname", value: QueryValue): Sql {
  const column = { username: sql`username`, email: sql`email`, realname: sql`realname` }[field];
  const phrase = value.kind === "contains" ? trigramPhrase(value.value) : null;
  if (phrase !== null) return sql`id in (select rowid from user_search where user_search match ${`${field} : ${phrase}`})`;
  return conditionsOf([{ key: field, value }], { [field]: { column, type: "text" } })[0] ?? sql`1`;
}

const orders = { username: sql`username collate nocase`, user_id: sql`id`, creation_time: sql`id`, email: sql`email collate nocase` };

export async function listUsers(store: Store, terms: readonly QueryTerm[], page: Page): Promise<Listing<UserRow>> {
  const asked = conditionsOf(terms, fields);
  const order = inOrder(page.sort, orders, sql`username collate nocase`);
  const total = asked.length === 0 ? { total: storedCount("users") } : {};
  return listRows(store, { columns, from: sql`users`, filters: [isThere, ...asked], order, page, ...total });
}

/** Fails with UNIQUE when the name or the mail address is taken. */
export function insertUser(user: { username: string; email: string | null; realname: string; comment: string; passwordHash: string }): Sql {
  return sql`insert into users (username, email, realname, comment, password_hash, created_at, updated_at)
    values (${user.username}, ${user.email}, ${user.realname}, ${user.comment}, ${user.passwordHash}, ${nowMs}, ${nowMs})`;
}

export function selectUserId(username: string): Sql {
  return sql`select id from users where username = ${username} collate nocase`;
}

/** Fails with UNIQUE when the mail address is taken. */
export function updateUser(id: number, profile: { email: string | null; realname: string; comment: string }): Sql[] {
  return [
    found(id),
    sql`update users set email = ${profile.email}, realname = ${profile.realname}, comment = ${profile.comment}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

export function setSysadmin(id: number, sysadmin: boolean): Sql[] {
  return [found(id), sql`update users set sysadmin = ${sysadmin}, updated_at = ${nowMs} where id = ${id}`];
}

/** The row stays, since projects and the audit log name it; its name and address are free again (as in Harbor). */
export function removeUser(id: number): Sql[] {
  return [
    found(id),
    sql`update users set disabled = 1, sysadmin = 0, directory_admin = 0, username = username || '#' || id, email = null, password_hash = '', updated_at = ${nowMs} where id = ${id}`,
    sql`delete from project_members where user_id = ${id}`,
    sql`delete from user_group_members where user_id = ${id}`,
    sql`delete from directory_accounts where user_id = ${id}`,
    deleteSessionsOf(id),
  ];
}

/** Whoever is somebody else now logs in again. */
export function deleteSessionsOf(userId: number): Sql {
  return sql`delete from sessions where user_id = ${userId}`;
}

export async function findPasswordHash(store: Store, id: number): Promise<string | null> {
  const row = await firstRow<{ passwordHash: string }>(
    store,
    sql`select password_hash as passwordHash from users where id = ${id} and ${isThere}`,
  );
  return row?.passwordHash ?? null;
}

/** `old`: the hash that the change was decided on; another change meanwhile makes this one fail. */
export function updatePassword(id: number, hashes: { old: string; new: string }): Sql[] {
  return [
    guard("password_unchanged", sql`exists (select 1 from users where id = ${id} and ${isThere} and password_hash = ${hashes.old})`),
    sql`update users set password_hash = ${hashes.new}, password_must_change = 0, updated_at = ${nowMs} where id = ${id}`,
    deleteSessionsOf(id),
  ];
}

function found(id: number): Sql {
  return guard("user_found", sql`exists (select 1 from users where id = ${id} and ${isThere})`);
}
