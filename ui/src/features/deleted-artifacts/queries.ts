import { queryOptions } from "@tanstack/react-query";
import { list, request } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { contains } from "../../api/q-term.ts";
import type { DeletedArtifact } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** @param project its name */
export const deletedArtifactsQuery = (project: string, search: ListSearch) =>
  queryOptions({
    queryKey: ["projects", project, "deleted-artifacts", search],
    queryFn: ({ signal }) => list<DeletedArtifact>(urlOf(project), { ...listQuery(search), q: contains("repository", search.q) }, signal),
  });

export async function restoreArtifact(project: string, { id }: DeletedArtifact): Promise<void> {
  await request("POST", `${urlOf(project)}/${id}`);
  await queryClient.invalidateQueries({ queryKey: ["projects", project] });
}

function urlOf(project: string): string {
  return `/projects/${encodeURIComponent(project)}/deleted-artifacts`;
}
