import { queryOptions } from "@tanstack/react-query";
import { useTexts } from "../i18n/language.tsx";
import { roles } from "../i18n/texts/roles.ts";
import { get } from "./client.ts";
import type { Role } from "./types.ts";

/** The roles that members of projects can have, with their rights. For whoever is signed in. */
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => get<Role[]>("/roles", undefined, signal),
  staleTime: 300_000,
});

/** Harbor's roles have names in the person's language; one that a site added has its own. */
export function useRoleName(): (role: Pick<Role, "role_id" | "role_name">) => string {
  const names = useTexts(roles);
  return ({ role_id: id, role_name: name }) => names[id] ?? name;
}

/** @param right as `<resource>:<action>` */
export function holds(role: Role, right: string): boolean {
  return role.permissions.some(({ resource, action }) => `${resource}:${action}` === right);
}
