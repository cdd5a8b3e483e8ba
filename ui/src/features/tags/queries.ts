import { queryOptions } from "@tanstack/react-query";
import { list, request } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { TagOfRepository, TagsDeleted } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import { repositoryUrl } from "../repositories/queries.ts";

export const tagsQuery = (project: string, path: string, search: ListSearch) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", path, "tags", search],
    queryFn: ({ signal }) => {
      const asked = { ...listQuery(search), with_immutable_status: true, q: contains("name", search.q) };
      return list<TagOfRepository>(`${repositoryUrl(project, path)}/tags`, asked, signal);
    },
  });

/** What a deletion by pattern would take, without taking it. */
export const tagDeletionQuery = (project: string, path: string, pattern: string) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", path, "tag-deletion", pattern],
    queryFn: async ({ signal }) => {
      const body = { pattern, dry_run: true };
      return (await request<TagsDeleted>("POST", `${repositoryUrl(project, path)}/tag-deletion`, { body, signal })).data;
    },
    // Tags come and go while the dialog is open.
    staleTime: 0,
    gcTime: 0,
  });
