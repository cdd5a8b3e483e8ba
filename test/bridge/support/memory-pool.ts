import { AndFilter, EqualityFilter, ExtensibleFilter, type Filter, OrFilter, PresenceFilter, SubstringFilter } from "ldapts";
import type { Entry } from "../../../bridge/src/ldap/entry.ts";
import type { Connection, Pool } from "../../../bridge/src/ldap/pool.ts";
import { comparableDn, isUnder } from "../../../bridge/src/protocol/dn.ts";
import { parseDirectorySettings } from "../../../bridge/src/settings.ts";

export type Values = Parameters<typeof parseDirectorySettings>[0];

/** As much of a pool as reads: entries in memory, and the filters that the bridge makes. Keeps what it was asked. */
export function memoryPool(
  entries: readonly Entry[],
  values: Values,
): { pool: Pool; searches: () => number; filters: () => readonly string[] } {
  const asked: string[] = [];
  const client = {
    async search(base: string, { filter, scope }: { filter: Filter; scope: string }) {
      asked.push(String(filter));
      const inScope = (entry: Entry) => (scope === "base" ? comparableDn(entry.dn) === comparableDn(base) : isUnder(entry.dn, base));
      return { searchEntries: entries.filter((entry) => inScope(entry) && matches(filter, entry)), searchReferences: [] };
    },
  };
  const connection = { client, url: "ldap://memory", boundAs: "search" } as unknown as Connection;
  const settings = parseDirectorySettings({ ldap_url: "ldap://memory", ldap_base_dn: "dc=x", ...values });
  const pool = { settings, search: <T>(work: (lent: Connection) => Promise<T>) => work(connection) } as unknown as Pool;
  return { pool, searches: () => asked.length, filters: () => asked };
}

function matches(filter: Filter, entry: Entry): boolean {
  if (filter instanceof AndFilter) return filter.filters.every((part) => matches(part, entry));
  if (filter instanceof OrFilter) return filter.filters.some((part) => matches(part, entry));
  const values = (attribute: string) => {
    const all = { ...entry, entryDN: entry.dn } as Record<string, unknown>;
    const name = Object.keys(all).find((key) => key.toLowerCase() === attribute.toLowerCase());
    return name === undefined ? [] : [all[name]].flat().map(String);
  };
  if (filter instanceof PresenceFilter) return values(filter.attribute).length > 0;
  if (filter instanceof SubstringFilter) {
    const parts = filter.any.map((part) => part.toLowerCase());
    return values(filter.attribute).some((value) => parts.every((part) => value.toLowerCase().includes(part)));
  }
  // Active Directory's alone.
  if (filter instanceof ExtensibleFilter) return false;
  if (!(filter instanceof EqualityFilter)) throw new Error(`no such filter in memory: ${String(filter)}`);
  const wanted = String(filter.value).toLowerCase();
  return values(filter.attribute).some((value) => value.toLowerCase() === wanted);
}
