/** Accounts whose passwords a directory knows: what it said of them last. */
import { firstRow, rowsOfEach, type Store } from "./db.ts";
import { selectStoredDirectory, type StoredDirectory, storedDirectoryFrom } from "./directory-configuration.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";
import { deleteSessionsOf } from "./users.ts";

export interface DirectoryAccountRow {
  readonly userId: number;
  /** That of the account here; another than the directory's where a local account has that one. */
  readonly username: string;
  readonly name: string;
  readonly dn: string;
  /** JSON, as stored. */
  readonly groups: string;
  readonly checkedAt: number;
  /** Rises when what its rights come from changes. */
  readonly version: number;
  readonly realname: string;
  readonly email: string | null;
  readonly admin: number;
  readonly sysadmin: number;
}

const columns = sql`u.id as userId, u.username, d.name, d.dn, d.groups, d.checked_at as checkedAt, d.version,
  u.realname, u.email, u.directory_admin as admin, max(u.sysadmin, u.directory_admin) as sysadmin`;

/** By the directory's name, in lower case. */
export function selectDirectoryAccount(name: string): Sql {
  return sql`select ${columns} from directory_accounts d join users u on u.id = d.user_id
    where d.name = ${name} collate nocase and u.disabled = 0`;
}

/** A sub-select for the account's id. */
export function directoryAccountId(name: string): Sql {
  return sql`(select user_id from directory_accounts where name = ${name} collate nocase)`;
}

export async function findDirectoryAccount(store: Store, name: string): Promise<DirectoryAccountRow | null> {
  return firstRow(store, selectDirectoryAccount(name));
}

/** With what the site knows of the directory: one round trip. */
export async function findDirectoryAccountOf(
  store: Store,
  userId: number,
): Promise<{ account: DirectoryAccountRow | null; stored: StoredDirectory }> {
  const [accounts = [], configuration = [], bridges = []] = await rowsOfEach(store, [
    sql`select ${columns} from directory_accounts d join users u on u.id = d.user_id where d.user_id = ${userId} and u.disabled = 0`,
    ...selectStoredDirectory,
  ]);
  return { account: (accounts[0] ?? null) as DirectoryAccountRow | null, stored: storedDirectoryFrom(configuration, bridges) };
}

export interface DirectorySays {
  /** When it was asked. */
  readonly atMs: number;
  readonly name: string;
  readonly dn: string;
  readonly realname: string;
  readonly email: string | null;
  /** DNs as they are compared. */
  readonly groups: readonly string[];
  readonly admin: boolean;
}

/**
 * A new account. Its name has `suffix` behind it where another account has the name, whose mail address it does not take either: two
 * accounts are never one. Fails with UNIQUE when it is there already.
 */
export function insertDirectoryAccount(person: DirectorySays, suffix: string): Sql[] {
  const taken = sql`exists (select 1 from users where username = ${person.name} collate nocase)`;
  const id = sql`(select max(id) from users)`;
  return [
    sql`insert into users (username, email, realname, password_hash, provider, directory_admin, created_at, updated_at)
      values (case when ${taken} then ${person.name + suffix} else ${person.name} end, ${freeEmail(person.email, sql`0`)}, ${person.realname},
        '', 'ldap', ${person.admin}, ${nowMs}, ${nowMs})`,
    sql`insert into directory_accounts (user_id, name, dn, groups, checked_at)
      values (${id}, ${person.name}, ${person.dn}, ${JSON.stringify(person.groups)}, ${person.atMs})`,
    ...setMemberships(id, person.groups),
  ];
}

/** What the directory says now. */
export function updateDirectoryAccount(userId: number, person: DirectorySays): Sql[] {
  const groups = JSON.stringify(person.groups);
  const wasAdmin = sql`(select directory_admin from users where id = ${userId})`;
  return [
    sql`update directory_accounts set dn = ${person.dn}, groups = ${groups}, checked_at = max(checked_at, ${person.atMs}),
      version = version + (dn <> ${person.dn} or groups <> ${groups} or ${wasAdmin} <> ${person.admin}) where user_id = ${userId}`,
    sql`update users set realname = ${person.realname}, email = ${freeEmail(person.email, sql`${userId}`)},
      directory_admin = ${person.admin}, updated_at = ${nowMs} where id = ${userId} and provider = 'ldap'`,
    ...setMemberships(sql`${userId}`, person.groups),
  ];
}

/** The directory said the same as before; a mail address that is free by now is taken. */
export function touchDirectoryAccount(userId: number, { email, atMs }: DirectorySays): Sql[] {
  return [
    sql`update directory_accounts set checked_at = max(checked_at, ${atMs}) where user_id = ${userId}`,
    sql`update users set email = ${freeEmail(email, sql`${userId}`)} where id = ${userId} and email is null and provider = 'ldap'`,
  ];
}

/** The directory does not let him in any more: he is nobody here until it does. */
export function closeDirectoryAccount(userId: number): Sql[] {
  return [
    deleteSessionsOf(userId),
    sql`update users set directory_admin = 0 where id = ${userId} and directory_admin = 1`,
    sql`update directory_accounts set groups = '[]', checked_at = 0, version = version + 1 where user_id = ${userId}`,
    ...setMemberships(sql`${userId}`, []),
  ];
}

/** People whose groups, as the directory said them last, have this one among them. */
export function insertMembersOfGroup(dnKey: string, groupId: Sql): Sql {
  return sql`insert or ignore into user_group_members (user_id, group_id)
    select d.user_id, ${groupId} from directory_accounts d, json_each(d.groups) g where g.value = ${dnKey}`;
}

function setMemberships(userId: Sql, groups: readonly string[]): Sql[] {
  const wanted = sql`select id from user_groups where dn_key <> '' and dn_key in (select value from ${jsonRows(groups)})`;
  return [
    sql`delete from user_group_members where user_id = ${userId} and group_id in (select id from user_groups where type = 1)
      and group_id not in (${wanted})`,
    sql`insert or ignore into user_group_members (user_id, group_id) select ${userId}, id from (${wanted})`,
  ];
}

/** The address, unless another account has it. */
function freeEmail(email: string | null, userId: Sql): Sql {
  return sql`(select case when not exists (select 1 from users where email = ${email} collate nocase and id <> ${userId}) then ${email} end)`;
}
