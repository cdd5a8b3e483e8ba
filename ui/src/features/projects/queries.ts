import { queryOptions } from "@tanstack/react-query";
import { get, list, type Query } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { Project, ProjectSummary } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

export const projectsQuery = (search: ListSearch, more: Query = {}) =>
  queryOptions({
    queryKey: ["projects", "list", search, more],
    queryFn: ({ signal }) => list<Project>("/projects", { ...listQuery(search), q: contains("name", search.q), ...more }, signal),
  });

/** @param project its name */
export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["projects", project],
    queryFn: ({ signal }) => get<Project>(`/projects/${encodeURIComponent(project)}`, undefined, signal),
  });

/** What it holds, as far as the person may know. */
export const projectSummaryQuery = (projectId: number) =>
  queryOptions({
    queryKey: ["projects", "summary", projectId],
    queryFn: ({ signal }) => get<ProjectSummary>(`/projects/${projectId}/summary`, undefined, signal),
  });
