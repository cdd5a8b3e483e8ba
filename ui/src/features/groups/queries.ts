import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import type { UserGroup } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

export const groupsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["usergroups", "list", search],
    queryFn: ({ signal }) => {
      const { page, page_size } = listQuery(search);
      return list<UserGroup>("/usergroups", { page, page_size, group_name: search.q }, signal);
    },
  });

/** @param text a part of a name, or a whole DN */
export const directoryGroupsQuery = (text: string) =>
  queryOptions({
    queryKey: ["directory", "groups", text],
    queryFn: ({ signal }) => get<UserGroup[]>("/ldap/groups/search", text.includes("=") ? { groupdn: text } : { groupname: text }, signal),
    enabled: text !== "",
    staleTime: 60_000,
  });
