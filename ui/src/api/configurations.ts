import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";

/** By key. The worker's schema of it is made of the table of all keys, which is no business of the portal. */
export type Configurations = Readonly<
  Record<string, { readonly value: string | number | boolean; readonly editable: boolean } | undefined>
>;

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
