import { useQuery } from "@tanstack/react-query";
import { holds, rolesQuery } from "../../api/roles.ts";
import { useCurrentUser } from "../../api/session.ts";
import type { Project } from "../../api/types.ts";

/** Whether the person may do something in a project of a list, by the roles that the list names. */
export function useMayIn(): (project: Project, right: string) => boolean {
  const user = useCurrentUser();
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: user !== null });
  return ({ current_user_role_ids: held }, right) =>
    user?.sysadmin_flag === true || roles.some((role) => held.includes(role.role_id) && holds(role, right));
}
