import type { Filter } from "ldapts";
import { comparableDn, isUnder } from "../protocol/dn.ts";
import { type Entry, searchEntries, valuesOf } from "./entry.ts";
import { allOf, anyOf, attributesIn, equals, inChain, parseFilter, passes } from "./filter.ts";
import type { Pool } from "./pool.ts";
import { primaryGroupSid } from "./primary-group.ts";

/** Bounds of the walk: deeper or wider than any directory of people. */
const depthMax = 20;
const groupsMax = 5000;
const partsMax = 1000;
const memberAttributes = ["member", "uniqueMember"] as const;

export interface Memberships {
  readonly dns: readonly string[];
  readonly admin: boolean;
}

/**
 * All groups that somebody is in, himself or through other groups: on Active Directory by one query, elsewhere level by level. Only those
 * below the group base that pass the group filter count; the walk also passes through others.
 */
export async function groupsOf(pool: Pool, person: { entry: Entry; name: string }, isActiveDirectory: boolean): Promise<Memberships> {
  const { groups } = pool.settings;
  if (isActiveDirectory && groups.nested) return chained(pool, person.entry);
  const found = await walked(pool, person);
  const counted = [...found.values()].filter(({ dn, isMatch }) => isMatch && isUnder(dn, groups.baseDn)).map(({ dn }) => dn);
  return { dns: counted, admin: groups.adminDn !== "" && found.has(comparableDn(groups.adminDn)) };
}

async function chained(pool: Pool, entry: Entry): Promise<Memberships> {
  const { groups } = pool.settings;
  const around = groupsAround(entry);
  const filter = allOf(parseFilter(groups.filter), around);
  const entries = await pool.search((connection) =>
    searchEntries(connection, { base: groups.baseDn, scope: groups.scope, filter, attributes: ["1.1"] }),
  );
  const dns = entries.map(({ dn }) => dn);
  return { dns, admin: groups.adminDn !== "" && (hasDn(dns, groups.adminDn) || (await isInGroup(pool, groups.adminDn, around))) };
}

/** The groups that somebody is in, his primary group, and those that this one is in; a DN may be given by its SID ([MS-ADTS] §3.1.1.3.1.2.4). */
function groupsAround(entry: Entry): Filter {
  const primary = primaryGroupSid(entry);
  const byPrimary = primary === null ? [] : [equals("objectSid", primary), inChain("member", `<SID=${primary}>`)];
  return anyOf([inChain("member", entry.dn), ...byPrimary]);
}

/** The administrators' group may lie outside of the group base or not pass its filter. */
async function isInGroup(pool: Pool, group: string, around: Filter): Promise<boolean> {
  const query = { base: group, scope: "base", filter: around, attributes: ["1.1"] } as const;
  return (await pool.search((connection) => searchEntries(connection, query))).length > 0;
}

interface Found {
  readonly dn: string;
  /** The DN as it is compared. */
  readonly key: string;
  /** Whether the group filter lets it count. */
  isMatch: boolean;
}

async function walked(pool: Pool, { entry, name }: { entry: Entry; name: string }): Promise<Map<string, Found>> {
  const { groups } = pool.settings;
  const filter = parseFilter(groups.filter);
  const found = new Map<string, Found>();
  const named = valuesOf(entry, groups.membershipAttribute).filter((dn) => dn.includes("="));
  let level: Found[] = named.map((dn) => ({ dn, key: comparableDn(dn), isMatch: filter === null }));
  const primary = primaryGroupSid(entry);
  // What the person's entry says is enough, unless the groups have to pass a filter or it says nothing, or not all.
  if (level.length === 0 || filter !== null || primary !== null) {
    const members = [...memberAttributes.map((attribute) => equals(attribute, entry.dn)), equals("memberUid", name)];
    if (primary !== null) members.push(equals("objectSid", primary));
    const direct = await holding(pool, members, filter);
    level = [...direct, ...level];
  }
  for (let depth = 0; depth < depthMax && level.length > 0 && found.size < groupsMax; depth += 1) {
    const fresh = level.filter((group) => {
      const known = found.get(group.key);
      // A group that has been seen is not walked again: this is where a cycle ends.
      if (known) known.isMatch ||= group.isMatch;
      else found.set(group.key, group);
      return !known;
    });
    if (!groups.nested || fresh.length === 0) break;
    const members = fresh.flatMap(({ dn }) => memberAttributes.map((attribute) => equals(attribute, dn)));
    level = await holding(pool, members, filter);
  }
  await settle(pool, found, filter);
  return found;
}

/** The groups that hold any of the members. */
async function holding(pool: Pool, members: readonly Filter[], filter: Filter | null): Promise<Found[]> {
  const { groups } = pool.settings;
  const attributes = filter === null ? ["1.1"] : attributesIn(filter);
  const answers: Found[] = [];
  for (let at = 0; at < members.length; at += partsMax) {
    const query = { base: groups.baseDn, scope: groups.scope, filter: anyOf(members.slice(at, at + partsMax)), attributes };
    const entries = await pool.search((connection) => searchEntries(connection, query));
    answers.push(...entries.map((group) => ({ dn: group.dn, key: comparableDn(group.dn), isMatch: passes(filter, group) === true })));
  }
  return answers;
}

/** Those of which it is not known yet are put before the directory itself, by the attribute that holds an entry's own DN. */
async function settle(pool: Pool, found: Map<string, Found>, filter: Filter | null): Promise<void> {
  const open = [...found.values()].filter(({ isMatch }) => !isMatch);
  if (filter === null || open.length === 0) return;
  const { groups } = pool.settings;
  const own = anyOf(open.slice(0, partsMax).flatMap(({ dn }) => [equals("entryDN", dn), equals("distinguishedName", dn)]));
  const query = { base: groups.baseDn, scope: groups.scope, filter: allOf(filter, own), attributes: ["1.1"] };
  for (const { dn } of await pool.search((connection) => searchEntries(connection, query))) {
    const known = found.get(comparableDn(dn));
    if (known) known.isMatch = true;
  }
}

function hasDn(dns: readonly string[], wanted: string): boolean {
  const key = comparableDn(wanted);
  return dns.some((dn) => comparableDn(dn) === key);
}
