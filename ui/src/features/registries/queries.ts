import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { Registry, RegistryInfo, RegistryProviders, ReplicationPolicy } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

export const registriesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["registries", "list", search],
    queryFn: ({ signal }) => list<Registry>("/registries", { ...listQuery(search), q: contains("name", search.q) }, signal),
  });

/** To choose from: the first hundred by name, which is more than a site has. */
export const registryChoicesQuery = queryOptions({
  queryKey: ["registries", "choices"],
  queryFn: async ({ signal }) => (await list<Registry>("/registries", { page: 1, page_size: 100, sort: "name" }, signal)).items,
});

/** What policies can do with it as their source. @param id 0: this site */
export const registryInfoQuery = (id: number) =>
  queryOptions({
    queryKey: ["registries", id, "info"],
    queryFn: ({ signal }) => get<RegistryInfo>(`/registries/${id}/info`, undefined, signal),
    staleTime: 60_000,
  });

export const providersQuery = queryOptions({
  queryKey: ["registries", "providers"],
  queryFn: ({ signal }) => get<RegistryProviders>("/replication/adapterinfos", undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The policies from and to a registry: as many as fit a page of each. */
export const policiesOfRegistryQuery = (id: number) =>
  queryOptions({
    queryKey: ["replication", "policies", "of registry", id],
    queryFn: async ({ signal }) => {
      const sides = ["src_registry_id", "dest_registry_id"].map((side) =>
        list<ReplicationPolicy>("/replication/policies", { page_size: 100, q: `${side}=${id}` }, signal),
      );
      return (await Promise.all(sides)).flatMap(({ items }) => items);
    },
    staleTime: 0,
  });
