import { InvalidDNSyntaxError, NoSuchObjectError, PresenceFilter } from "ldapts";
import type { Group } from "../protocol/messages.ts";
import { lengthsMax } from "../protocol/results.ts";
import { type Entry, firstOf, searchEntries } from "./entry.ts";
import { allOf, contains, parseFilter } from "./filter.ts";
import type { Connection, Pool } from "./pool.ts";

export const groupsFoundMax = 200;

/** Groups whose name contains the text, or the one with this DN. */
export async function searchGroups(pool: Pool, wanted: { name: string; dn: string }): Promise<Group[]> {
  const { groups } = pool.settings;
  const filter = parseFilter(groups.filter) ?? anyGroup();
  const attributes = [groups.nameAttribute];
  const query =
    wanted.dn === ""
      ? {
          base: groups.baseDn,
          scope: groups.scope,
          filter: allOf(filter, contains(groups.nameAttribute, wanted.name)),
          attributes,
          limit: groupsFoundMax,
        }
      : { base: wanted.dn, scope: "base" as const, filter, attributes, limit: 1 };
  const search = (connection: Connection) => searchEntries(connection, query);
  const entries = await pool.search(async (connection) => (wanted.dn === "" ? search(connection) : search(connection).catch(noneIfAbsent)));
  return entries
    .filter(({ dn }) => dn.length <= lengthsMax.dn)
    .map((entry) => ({ dn: entry.dn, name: firstOf(entry, groups.nameAttribute).slice(0, lengthsMax.text) }));
}

/** Where nothing has the DN, or nothing could have it. */
function noneIfAbsent(error: unknown): Entry[] {
  if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError) return [];
  throw error;
}

function anyGroup() {
  return new PresenceFilter({ attribute: "objectClass" });
}
