import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";
import type { Role } from "./types.ts";

/** The roles that members of projects can have, with their rights. For whoever is signed in. */
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => get<Role[]>("/roles", undefined, signal),
  staleTime: 300_000,
});

/** @param right as `<resource>:<action>` */
export function holds(role: Role, right: string): boolean {
  return role.permissions.some(({ resource, action }) => `${resource}:${action}` === right);
}
