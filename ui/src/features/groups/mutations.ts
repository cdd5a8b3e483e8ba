import type { QueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import type { UserGroup } from "../../api/types.ts";

/** Harbor's numbers of where a group comes from. */
export const directoryType = 1;

export async function createDirectoryGroup(client: QueryClient, { name, dn }: { readonly name: string; readonly dn: string }) {
  await request("POST", "/usergroups", { body: { group_name: name, group_type: directoryType, ldap_group_dn: dn } });
  await refresh(client);
}

export async function renameGroup(client: QueryClient, { id }: UserGroup, name: string) {
  await request("PUT", `/usergroups/${id}`, { body: { group_name: name } });
  await refresh(client);
}

export async function deleteGroup(client: QueryClient, { id }: UserGroup) {
  await request("DELETE", `/usergroups/${id}`);
  await refresh(client);
}

async function refresh(client: QueryClient) {
  await client.invalidateQueries({ queryKey: ["usergroups"] });
}
