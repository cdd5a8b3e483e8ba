import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import { contains } from "../../api/q-term.ts";
import type { Artifact, Label, Repository } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import type { ArtifactSearch } from "./artifact-search.ts";

/** Below `/api/v2.0`. The API takes the slashes of a repository's path escaped twice. */
export function repositoryUrl(project: string, path: string): string {
  return `/projects/${encodeURIComponent(project)}/repositories/${encodeURIComponent(encodeURIComponent(path))}`;
}

/** `team/app` of `library/team/app`, as the API names repositories. */
export function pathOf(fullName: string): string {
  return fullName.slice(fullName.indexOf("/") + 1);
}

export const repositoriesQuery = (project: string, search: ListSearch) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", "list", search],
    queryFn: ({ signal }) => {
      const asked = { ...listQuery(search), q: contains("name", search.q) };
      return list<Repository>(`/projects/${encodeURIComponent(project)}/repositories`, asked, signal);
    },
  });

export const repositoryQuery = (project: string, path: string) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", path],
    queryFn: ({ signal }) =>
      get<Repository>(repositoryUrl(project, path), undefined, signal).catch((error: unknown) => listedRepository(project, path, error)),
  });

/** Visitors of a public project may list its repositories and see what is in them, but not ask for one by its name. */
async function listedRepository(project: string, path: string, error: unknown): Promise<Repository> {
  if (!(error instanceof ApiError) || ![401, 403].includes(error.status)) throw error;
  const found = await findRepository(project, path);
  if (!found) throw new ApiError({ status: 404, code: "NOT_FOUND", message: "" });
  return found;
}

/** Null when there is none: a repository goes with the last of its artifacts. */
export async function findRepository(project: string, path: string): Promise<Repository | null> {
  const q = `name=${encodeURIComponent(`${project}/${path}`)}`;
  const { items } = await list<Repository>(`/projects/${encodeURIComponent(project)}/repositories`, { q, page_size: 1 });
  return items[0] ?? null;
}

export const artifactsQuery = (project: string, path: string, search: ArtifactSearch) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", path, "artifacts", search],
    queryFn: ({ signal }) => {
      const parts = { with_tag: true, with_label: true, with_accessory: true };
      return list<Artifact>(`${repositoryUrl(project, path)}/artifacts`, { ...listQuery(search), ...parts, q: termsOf(search) }, signal);
    },
  });

/** How many tags point at each of these artifacts; the list of artifacts gives the newest hundred of each. */
export const tagCountsQuery = (project: string, path: string, digests: readonly string[]) =>
  queryOptions({
    queryKey: ["projects", project, "repositories", path, "tag-counts", digests],
    queryFn: ({ signal }) =>
      Promise.all(
        digests.map(async (digest) => {
          const { total } = await list(`${repositoryUrl(project, path)}/artifacts/${digest}/tags`, { page_size: 1 }, signal);
          return total;
        }),
      ),
  });

/** Labels of the site and of the project, which artifacts of the project may have. */
export const usableLabelsQuery = (projectId: number) =>
  queryOptions({
    queryKey: ["labels", "usable", projectId],
    queryFn: async ({ signal }) => {
      const scopes = [{ scope: "p", project_id: projectId }, { scope: "g" }];
      const found = await Promise.all(scopes.map((scope) => list<Label>("/labels", { ...scope, page_size: 100, sort: "name" }, signal)));
      return found.flatMap(({ items }) => items);
    },
  });

function termsOf({ q, type, label, tagged }: ArtifactSearch): string {
  const terms = [
    contains("tags", q) ?? (tagged === undefined ? null : `tags=${tagged ? "*" : "nil"}`),
    type ? `type=${type}` : null,
    label ? `labels=(${label})` : null,
  ];
  return terms.filter((term) => term !== null).join(",");
}
