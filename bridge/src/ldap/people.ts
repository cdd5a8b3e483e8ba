import type { Filter } from "ldapts";
import { DirectoryFault } from "../protocol/faults.ts";
import type { Methods, Person, Refusal } from "../protocol/messages.ts";
import { lengthsMax } from "../protocol/results.ts";
import { type Entry, firstOf, searchEntries, valuesOf } from "./entry.ts";
import { allOf, contains, equals, parseFilter } from "./filter.ts";
import { groupsOf } from "./groups.ts";
import type { Pool } from "./pool.ts";
import { primaryGroupAttributes } from "./primary-group.ts";

const found = 200;

/** What directories say of an account that is switched off. */
const stateAttributes = ["userAccountControl", "accountExpires", "nsAccountLock", "pwdAccountLockedTime", "loginDisabled"] as const;

/**
 * Searches for the name, then tries the password, and reads the groups of whoever had the right one.
 *
 * @throws DirectoryFault
 */
export async function logIn(
  pool: Pool,
  isActiveDirectory: boolean,
  { name, password, untilMs }: { name: string; password: string; untilMs: number },
): Promise<Methods["login"]["result"]> {
  // A bind without a password is one as nobody, and succeeds (RFC 4513 §5.1.2); there are directories for which a password ends at a NUL.
  if (name === "" || password === "" || password.includes("\0")) return { refused: "password" };
  const entry = await findEntry(pool, name);
  if (!entry) return { refused: "unknown" };
  // A refusal that nobody hears of would count against the account all the same.
  if (Date.now() > untilMs) throw new DirectoryFault("directory_timeout", "too late for a bind");
  const refused = await pool.tryPassword(entry.dn, password);
  if (refused) return { refused: isOff(entry) ? "disabled" : refusalOf(refused.refusedAs) };
  if (isOff(entry)) return { refused: "disabled" };
  return { person: await personOf(pool, isActiveDirectory, { entry, name }) };
}

/** As `logIn`, without a password: what the directory says of somebody now. */
export async function lookUp(pool: Pool, isActiveDirectory: boolean, name: string): Promise<Methods["lookup"]["result"]> {
  const entry = await findEntry(pool, name);
  if (!entry) return { refused: "unknown" };
  return isOff(entry) ? { refused: "disabled" } : { person: await personOf(pool, isActiveDirectory, { entry, name }) };
}

/** People whose name contains the text, without their groups. */
export async function searchPeople(pool: Pool, text: string): Promise<Person[]> {
  const entries = await search(pool, contains(pool.settings.uid, text), found);
  // One whom the site cannot take does not keep it from the others.
  return entries
    .map((entry) => described(entry, firstOf(entry, pool.settings.uid)))
    .filter(({ dn, name }) => name !== "" && name.length <= lengthsMax.name && dn.length <= lengthsMax.dn);
}

async function findEntry(pool: Pool, name: string): Promise<Entry | null> {
  const [entry, ...others] = await search(pool, equals(pool.settings.uid, name), 2);
  if (others.length > 0) throw new DirectoryFault("name_ambiguous");
  return entry ?? null;
}

async function search(pool: Pool, filter: Filter, limit: number): Promise<Entry[]> {
  const { settings } = pool;
  const { uid, groups } = settings;
  const shown = ["cn", "displayName", "mail", "email", uid];
  const attributes = [...shown, groups.membershipAttribute, ...primaryGroupAttributes, ...stateAttributes];
  const query = { base: settings.baseDn, scope: settings.scope, filter: allOf(parseFilter(settings.filter), filter), attributes, limit };
  return pool.search((connection) => searchEntries(connection, query));
}

async function personOf(pool: Pool, isActiveDirectory: boolean, person: { entry: Entry; name: string }): Promise<Person> {
  const { entry } = person;
  const names = valuesOf(entry, pool.settings.uid);
  // As the directory writes it, so that every way of typing it is one account.
  const name = names.find((value) => value.toLowerCase() === person.name.toLowerCase()) ?? names[0] ?? person.name;
  const { dns, admin } = await groupsOf(pool, { entry, name }, isActiveDirectory);
  return { ...described(entry, name), groups: dns, admin };
}

function described(entry: Entry, name: string): Person {
  const realname = firstOf(entry, "displayName", "cn") || name;
  const cut = (text: string) => text.slice(0, lengthsMax.text);
  return { dn: entry.dn, name, realname: cut(realname), email: cut(firstOf(entry, "mail", "email")), groups: [], admin: false };
}

/** Active Directory says why in the message of a refused bind, in hexadecimal: 533 disabled, 701 expired, 530 and 531 not here or not now. */
function refusalOf(message: string): Refusal {
  return /\bdata (533|701|530|531),/i.test(message) ? "disabled" : "password";
}

/** Whether the account is switched off or has run out. */
function isOff(entry: Entry): boolean {
  const control = Number(firstOf(entry, "userAccountControl"));
  if (Number.isInteger(control) && (control & 2) !== 0) return true;
  // 100 ns since 1601; 0 and the largest number mean never.
  const expires = BigInt(/^\d{1,19}$/.exec(firstOf(entry, "accountExpires"))?.[0] ?? "0");
  if (expires > 0n && expires < 0x7fffffffffffffffn && Number(expires / 10_000n) - 11_644_473_600_000 < Date.now()) return true;
  if (["nsAccountLock", "loginDisabled"].some((name) => firstOf(entry, name).toLowerCase() === "true")) return true;
  // draft-behera-ldap-password-policy §5.3.3: locked for ever, by an administrator.
  return firstOf(entry, "pwdAccountLockedTime") === "000001010000Z";
}
