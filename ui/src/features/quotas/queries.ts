import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { list, request } from "../../api/client.ts";
import type { Quota } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** What is nearly full is looked for first. */
const usualSort = "-used.storage";

export const quotasQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["quotas", "list", search],
    queryFn: ({ signal }) => list<Quota>("/quotas", { ...listQuery({ sort: usualSort, ...search }), reference: "project" }, signal),
  });

/** Null where the project has none. For system administrators. */
export const projectQuotaQuery = (projectId: number) =>
  queryOptions({
    queryKey: ["quotas", "project", projectId],
    queryFn: async ({ signal }) => {
      const { items } = await list<Quota>("/quotas", { reference: "project", reference_id: projectId }, signal);
      return items[0] ?? null;
    },
  });

export function useUpdateQuota() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, storage }: { readonly id: number; readonly storage: number }) =>
      request("PUT", `/quotas/${id}`, { body: { hard: { storage } } }),
    onSuccess: () => Promise.all([["quotas"], ["projects"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useUpdateDefaultQuota() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (storage: number) => request("PUT", "/configurations", { body: { storage_per_project: storage } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["configurations"] }),
  });
}
