import { comparableDn } from "../../bridge/src/protocol/dn.ts";
import { firstRow, type Store } from "./db.ts";
import { insertMembersOfGroup } from "./directory-accounts.ts";
import { trigramPhrase } from "./filters.ts";
import { guard } from "./guards.ts";
import { type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface GroupRow {
  readonly id: number;
  readonly name: string;
  /** 1 LDAP, 2 HTTP, 3 OIDC. */
  readonly type: number;
  readonly ldapDn: string;
}

const columns = sql`id, name, type, ldap_dn as ldapDn`;

export async function findGroup(
  store: Store,
  by: { id: number } | { ldapDn: string } | { name: string; type: number },
): Promise<GroupRow | null> {
  if ("id" in by) return firstRow(store, sql`select ${columns} from user_groups where id = ${by.id}`);
  if ("ldapDn" in by)
    return firstRow(
      store,
      sql`select ${columns} from user_groups where dn_key = ${comparableDn(by.ldapDn)} and dn_key <> '' order by id limit 1`,
    );
  return firstRow(store, sql`select ${columns} from user_groups where type = ${by.type} and name = ${by.name} and ldap_dn = ''`);
}

export async function listGroups(
  store: Store,
  filter: { nameContains: string | null; ldapDn: string | null },
  page: Page,
): Promise<Listing<GroupRow>> {
  const filters = [
    ...(filter.nameContains === null ? [] : [nameContains(filter.nameContains)]),
    ...(filter.ldapDn === null ? [] : [sql`dn_key = ${comparableDn(filter.ldapDn)}`]),
  ];
  const total = filters.length === 0 ? { total: storedCount("user_groups") } : {};
  return listRows(store, { columns, from: sql`user_groups`, filters, order: sql`name collate nocase`, page, ...total });
}

function nameContains(text: string): Sql {
  const phrase = trigramPhrase(text);
  if (phrase !== null) return sql`id in (select rowid from user_group_search where name match ${phrase})`;
  return sql`instr(lower(name), lower(${text})) > 0`;
}

/** With the people whom the directory has named as its members already. Fails with UNIQUE when there is one of this name, or of this DN. */
export function insertGroup(group: Omit<GroupRow, "id">): Sql[] {
  const key = group.ldapDn === "" ? "" : comparableDn(group.ldapDn);
  // A DN that is written in another way is taken for the one that is there, which is UNIQUE.
  const dn = sql`coalesce((select ldap_dn from user_groups where dn_key = ${key} and dn_key <> '' limit 1), ${group.ldapDn})`;
  return [
    sql`insert into user_groups (name, type, ldap_dn, dn_key, created_at, updated_at)
      values (${group.name}, ${group.type}, ${dn}, ${key}, ${nowMs}, ${nowMs})`,
    ...(key === "" ? [] : [insertMembersOfGroup(key, sql`(${selectGroupId(group)})`)]),
  ];
}

export function selectGroupId(group: Omit<GroupRow, "id">): Sql {
  if (group.ldapDn !== "") return sql`select id from user_groups where ldap_dn = ${group.ldapDn} collate nocase and ldap_dn <> ''`;
  return sql`select id from user_groups where type = ${group.type} and name = ${group.name} and ldap_dn = ''`;
}

export function renameGroup(id: number, name: string): Sql[] {
  return [found(id), sql`update user_groups set name = ${name}, updated_at = ${nowMs} where id = ${id}`];
}

/** With the roles it gave. */
export function deleteGroup(id: number): Sql[] {
  return [
    found(id),
    sql`delete from project_members where group_id = ${id}`,
    sql`delete from user_group_members where group_id = ${id}`,
    sql`delete from user_groups where id = ${id}`,
  ];
}

function found(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from user_groups where id = ${id})`);
}
