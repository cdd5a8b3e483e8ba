import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { list, request } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import type { FoundGroup, FoundUser, Member } from "../../api/types.ts";
import type { Choice } from "../../components/search-select.tsx";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

export const membersQuery = (projectId: number, search: ListSearch) =>
  queryOptions({
    queryKey: ["projects", "members", projectId, search],
    queryFn: ({ signal }) => list<Member>(`/projects/${projectId}/members`, { ...listQuery(search), entityname: search.q }, signal),
  });

/** Whom to give a role; the API knows people by name and groups by id or by DN. */
export interface NewMember {
  readonly name: string;
  readonly entity: object;
}

export const asPerson = (username: string): NewMember => ({ name: username, entity: { member_user: { username } } });
export const asGroup = (id: string, name: string): NewMember => ({ name, entity: { member_group: { id: Number(id) } } });
export const asDirectoryGroup = (dn: string, name: string): NewMember => ({
  name: name || dn,
  entity: { member_group: { ldap_group_dn: dn, group_type: 1, ...(name ? { group_name: name } : {}) } },
});

/** Nothing is searched for before something is typed. */
export async function findPeople(text: string, signal: AbortSignal): Promise<Choice[]> {
  if (text === "") return [];
  const { items } = await list<FoundUser>("/users/search", { username: text, page_size: 20 }, signal);
  return items.map(({ username }) => ({ value: username, label: username }));
}

export async function findGroups(text: string, signal: AbortSignal): Promise<Choice[]> {
  if (text === "") return [];
  const { items } = await list<FoundGroup>("/usergroups/search", { groupname: text, page_size: 20 }, signal);
  return items.map(({ id, group_name: name }) => ({ value: String(id), label: name }));
}

interface Added {
  readonly added: string[];
  /** Had a role, and keep it. */
  readonly already: string[];
}

export function useMemberChanges(projectId: number) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["projects"] });
  const path = `/projects/${projectId}/members`;
  const add = useMutation({
    mutationFn: async ({ members, roleId }: { readonly members: readonly NewMember[]; readonly roleId: number }) => {
      const result: Added = { added: [], already: [] };
      for (const { name, entity } of members) {
        // One after another: what failed is then the one that the message is about.
        const isNew = await request("POST", path, { body: { role_id: roleId, ...entity } }).then(() => true, notConflict);
        (isNew ? result.added : result.already).push(name);
      }
      return result;
    },
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ members, roleId }: { readonly members: readonly Member[]; readonly roleId: number }) =>
      inTurn(members, ({ id }) => request("PUT", `${path}/${id}`, { body: { role_id: roleId } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (members: readonly Member[]) => inTurn(members, ({ id }) => request("DELETE", `${path}/${id}`)),
    onSettled,
  });
  return { add, change, remove };
}

/** False for whoever is a member already. @throws unknown what else went wrong */
function notConflict(error: unknown): false {
  if (error instanceof ApiError && error.status === 409) return false;
  throw error;
}

/** The person's own rights may go with one of them, so they are taken in the order given. */
async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await act(item);
}
