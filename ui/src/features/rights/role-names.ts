import type { Role } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { roles } from "../../i18n/texts/roles.ts";

/** Harbor's roles have names in the person's language; one that a site added has its own. */
export function useRoleName(): (role: Pick<Role, "role_id" | "role_name">) => string {
  const names = useTexts(roles);
  return ({ role_id: id, role_name: name }) => names[id] ?? name;
}
