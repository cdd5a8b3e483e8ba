import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";

/** A key of the configuration; what is not editable takes its default only. */
interface ConfigurationItem {
  readonly value: string | number | boolean;
  readonly editable: boolean;
}

/** By key. The worker's schema of it is made of the table of all keys, which is no business of the portal. */
export type Configurations = Readonly<Record<string, ConfigurationItem>>;

/** How the site is set. For system administrators. */
export const configurationsQuery = queryOptions({
  queryKey: ["configurations"],
  queryFn: ({ signal }) => get<Configurations>("/configurations", undefined, signal),
});

/** Null for a key that is no number, or not there. */
export function numberOf(configurations: Configurations | undefined, key: string): number | null {
  const value = configurations?.[key]?.value;
  return typeof value === "number" ? value : null;
}
