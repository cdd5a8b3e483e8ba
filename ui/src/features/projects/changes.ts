/** Changes of projects; every list that shows them is asked anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { get, list, request } from "../../api/client.ts";
import type { Deletable, Project } from "../../api/types.ts";

export interface NewProject {
  readonly name: string;
  readonly isPublic: boolean;
  /** Bytes; null: as the site is set. */
  readonly storage: number | null;
}

export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, isPublic, storage }: NewProject) =>
      request("POST", "/projects", {
        body: { project_name: name, metadata: { public: String(isPublic) }, ...(storage === null ? {} : { storage_limit: storage }) },
      }),
    onSuccess: () => Promise.all([["projects"], ["quotas"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useSetPublic(project: Project) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isPublic: boolean) =>
      request("PUT", `/projects/${project.project_id}`, { body: { metadata: { public: String(isPublic) } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["projects"] }),
  });
}

export function useDeleteProject(project: Project) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request("DELETE", `/projects/${project.project_id}`),
    // The page of the project that went is still there for a moment, and must not ask for it.
    onSuccess: () => Promise.all([["projects", "list"], ["quotas"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function askDeletable(project: Project): Promise<Deletable> {
  return get<Deletable>(`/projects/${project.project_id}/_deletable`);
}

/**
 * Whether a project that the person may see has this name. Not `HEAD /projects`: of a name that is free its answer is an error in the
 * browser's console, and a refusal in the audit log.
 */
export async function isNameTaken(name: string): Promise<boolean> {
  return (await list<Project>("/projects", { q: `name=\\${name}`, page_size: 1 })).total > 0;
}
