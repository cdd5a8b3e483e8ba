import type { Right } from "./access.ts";
import { rows, type Store } from "./db.ts";
import { sql } from "./sql.ts";

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly rights: readonly Right[];
}

/** Those that can be given to members; role 0 is what everybody may do in a public project. */
export async function listRoles(store: Store): Promise<RoleRow[]> {
  const found = await rows<{ id: number; name: string; rights: string }>(
    store,
    sql`select r.id, r.name, (select json_group_array(json_object('resource', g.resource, 'action', g.action))
      from (select resource, action from role_permissions where role_id = r.id order by resource, action) g) as rights
      from roles r where r.id > 0 order by r.id`,
  );
  return found.map(({ rights, ...role }) => ({ ...role, rights: JSON.parse(rights) as Right[] }));
}
