import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { DirectoryPerson, User } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** What holds an `@` is looked for among the mail addresses: the API has no "or". */
export const usersQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["users", "list", search],
    queryFn: ({ signal }) => {
      const q = contains(search.q?.includes("@") ? "email" : "username", search.q);
      return list<User>("/users", { ...listQuery(search), q }, signal);
    },
  });

export const directoryPeopleQuery = (name: string) =>
  queryOptions({
    queryKey: ["directory", "people", name],
    queryFn: ({ signal }) => get<DirectoryPerson[]>("/ldap/users/search", { username: name }, signal),
    enabled: name !== "",
    staleTime: 60_000,
  });
