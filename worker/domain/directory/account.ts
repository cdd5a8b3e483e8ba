import { comparableDn } from "../../../bridge/src/protocol/dn.ts";
import type { Person } from "../../../bridge/src/protocol/messages.ts";
import {
  closeDirectoryAccount,
  type DirectoryAccountRow,
  type DirectorySays,
  findDirectoryAccount,
  insertDirectoryAccount,
  touchDirectoryAccount,
  updateDirectoryAccount,
} from "../../store/directory-accounts.ts";
import type { Sql } from "../../store/sql.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

type Site = Omit<Context, "actor">;

/** What stands behind the name of a directory's account here when another account has the name. Also typed to log in as that one. */
const directorySuffix = "@ldap";
/** The directory's word need not be written down more often. */
const noteMs = 20_000;

/** What the directory is asked for when this is typed. */
export function directoryName(username: string): string {
  return username.endsWith(directorySuffix) ? username.slice(0, -directorySuffix.length) : username;
}

/** Names stand in paths, headers and logs; a colon would end them in Basic authentication, and robots have a dollar. */
export function isUsableName(name: string): boolean {
  return /^[^,"~#%$:/\\\p{C}]{1,200}$/u.test(name) && name.trim() === name;
}

/**
 * Writes down what the directory says of somebody: a new account at the first time, else what has changed. Returns the account, and whether
 * its rights may be others than before.
 *
 * @throws DomainError CONFLICT when there is no free name for it
 */
export async function settleAccount(
  site: Site,
  person: Person,
  before: DirectoryAccountRow | null,
): Promise<{ account: DirectoryAccountRow; isChanged: boolean }> {
  const says = saidBy(person);
  if (before && isSame(before, says)) {
    if (before.checkedAt < site.now() - noteMs) await site.commit([touchDirectoryAccount(before.userId)]);
    return { account: before, isChanged: false };
  }
  if (before) await site.commit([...updateDirectoryAccount(before.userId, says), audit(site, "update", before.username, person.dn)]);
  else await onboard(site, says);
  const account = await findDirectoryAccount(site.store, says.name);
  if (!account) throw new DomainError("CONFLICT", { message: `the account ${says.name} was removed at this moment` });
  return { account, isChanged: true };
}

async function onboard(site: Site, says: DirectorySays): Promise<void> {
  try {
    await site.commit([...insertDirectoryAccount(says, directorySuffix), audit(site, "create", says.name, says.dn)]);
  } catch (error) {
    const isThere = error instanceof DomainError && error.code === "CONFLICT" && (await findDirectoryAccount(site.store, says.name));
    // Another request of the same person was faster.
    if (!isThere) throw error;
  }
}

/** The directory does not let somebody in any more: his sessions end, and what its groups gave him. */
export async function closeAccount(site: Site, account: DirectoryAccountRow, why: string): Promise<void> {
  await site.commit([...closeDirectoryAccount(account.userId), audit(site, "update", account.username, `the directory says: ${why}`)]);
}

function saidBy(person: Person): DirectorySays {
  return {
    name: person.name.toLowerCase(),
    dn: person.dn,
    realname: person.realname.slice(0, 255),
    email: /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(person.email) ? person.email : null,
    groups: [...new Set(person.groups.map(comparableDn))].toSorted(),
    admin: person.admin,
  };
}

/** An address that is not kept, since another account has it, is no change. */
function isSame(before: DirectoryAccountRow, says: DirectorySays): boolean {
  return (
    before.dn === says.dn &&
    before.realname === says.realname &&
    (before.email ?? says.email) === says.email &&
    before.groups === JSON.stringify(says.groups) &&
    before.admin === Number(says.admin)
  );
}

function audit(site: Site, operation: "create" | "update", name: string, what: string): Sql {
  const description = `${operation} directory account ${name}: ${what}`;
  return auditRow(
    { ...site, actor: { kind: "system" } },
    { operation, resourceType: "user", resource: name, projectId: null, description: description.slice(0, 1000), success: true },
  );
}
