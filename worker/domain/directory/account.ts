import { comparableDn } from "../../../bridge/src/protocol/dn.ts";
import type { Person } from "../../../bridge/src/protocol/messages.ts";
import {
  closeDirectoryAccount,
  type DirectoryAccountRow,
  type DirectorySays,
  insertDirectoryAccount,
  touchDirectoryAccount,
  updateDirectoryAccount,
} from "../../store/directory-accounts.ts";
import type { Sql } from "../../store/sql.ts";
import { deleteSessionsOf } from "../../store/users.ts";
import { directoryStandingFrom, findDirectoryStanding, selectDirectoryStanding, type Standing } from "../../store/standings.ts";
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
 * Writes down what the directory says of somebody: a new account at the first time, else what has changed. Returns the account and what it
 * may do in the projects from now on; null where nothing has changed.
 *
 * @param said.atMs when the directory said it: a word that was kept does not become newer here
 * @throws DomainError CONFLICT when there is no free name for it
 */
export async function settleAccount(
  site: Site,
  said: { readonly person: Person; readonly atMs: number },
  before: DirectoryAccountRow | null,
  projects: readonly string[] = [],
): Promise<Standing<DirectoryAccountRow> | null> {
  const { person, atMs } = said;
  const says = saidBy(person, atMs);
  if (before && isSame(before, says)) {
    if (before.checkedAt < atMs - noteMs) await site.commit(touchDirectoryAccount(before.userId, says));
    return null;
  }
  // A name may have passed on to somebody else, whose the open sessions are not.
  const isMoved = before !== null && comparableDn(before.dn) !== comparableDn(says.dn);
  const written = before
    ? [
        ...updateDirectoryAccount(before.userId, says),
        ...(isMoved ? [deleteSessionsOf(before.userId)] : []),
        audit(site, "update", before.username, person.dn),
      ]
    : [...insertDirectoryAccount(says, directorySuffix), audit(site, "create", says.name, says.dn)];
  const settled = await commit(site, [...written, ...selectDirectoryStanding(says.name, projects)], says.name, projects);
  if (!settled) throw new DomainError("CONFLICT", { message: `the account ${says.name} was removed at this moment` });
  return settled;
}

/** Another request of the same person may be faster. */
async function commit(
  site: Site,
  statements: Sql[],
  name: string,
  projects: readonly string[],
): Promise<Standing<DirectoryAccountRow> | null> {
  try {
    return directoryStandingFrom(await site.commit(statements));
  } catch (error) {
    const isTaken = error instanceof DomainError && error.code === "CONFLICT";
    const found = isTaken ? await findDirectoryStanding(site.store, name, projects) : null;
    if (!found) throw error;
    return found;
  }
}

/** The directory does not let somebody in any more: his sessions end, and what its groups gave him. */
export async function closeAccount(site: Site, account: DirectoryAccountRow, why: string): Promise<void> {
  await site.commit([...closeDirectoryAccount(account.userId), audit(site, "update", account.username, `the directory says: ${why}`)]);
}

function saidBy(person: Person, atMs: number): DirectorySays {
  return {
    atMs,
    name: person.name.toLowerCase(),
    dn: person.dn,
    realname: person.realname.slice(0, 255),
    email: /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(person.email) ? person.email : null,
    groups: [...new Set(person.groups.map(comparableDn))].toSorted(),
    admin: person.admin,
  };
}

/** An address that was not there, or not kept since another account has it, is no change that anybody is to read of. */
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
