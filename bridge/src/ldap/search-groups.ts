import type { Group } from "../protocol/messages.ts";
import { type Entry, firstOf, searchEntries } from "./entry.ts";
import { allOf, contains, parseFilter } from "./filter.ts";
import type { Pool } from "./pool.ts";
import { PresenceFilter } from "ldapts";

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
  const entries: Entry[] = await pool.search((connection) => searchEntries(connection, query));
  return entries.map((entry) => ({ dn: entry.dn, name: firstOf(entry, groups.nameAttribute) }));
}

function anyGroup() {
  return new PresenceFilter({ attribute: "objectClass" });
}
