import type { Client, Filter } from "ldapts";
import type { Scope } from "../settings.ts";
import type { Connection } from "./pool.ts";

export type Entry = Awaited<ReturnType<Client["search"]>>["searchEntries"][number];

/** Values of an attribute as texts, whatever case the directory writes its name in. */
export function valuesOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  const value = name === undefined ? [] : entry[name];
  return (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined ? [] : [String(one)]));
}

export function firstOf(entry: Entry, ...attributes: readonly string[]): string {
  for (const attribute of attributes) {
    const [value] = valuesOf(entry, attribute);
    if (value !== undefined && value !== "") return value;
  }
  return "";
}

export interface Query {
  readonly base: string;
  readonly scope: Scope;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** More are not asked for. */
  readonly limit?: number;
}

/** A page is as long as Active Directory's longest. References to other servers are not followed, so no loop of them can be entered. */
const pageSize = 1000;

export async function searchEntries({ client }: Connection, query: Query): Promise<Entry[]> {
  const { base, scope, filter, attributes, limit } = query;
  const bounds = limit === undefined ? { paged: { pageSize } } : { sizeLimit: limit };
  const options = { scope, filter, attributes: [...attributes], explicitBufferAttributes: ["objectSid"], ...bounds };
  const { searchEntries: found } = await client.search(base, options);
  return found;
}
