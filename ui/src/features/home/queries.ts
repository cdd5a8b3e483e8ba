import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import type { Health, Project, Quota, ReplicationExecution, Repository } from "../../api/types.ts";

const shownMax = 6;

export const recentProjectsQuery = queryOptions({
  queryKey: ["projects", "recent"],
  queryFn: ({ signal }) => list<Project>("/projects", { page_size: shownMax, sort: "-update_time" }, signal),
});

export const recentRepositoriesQuery = queryOptions({
  queryKey: ["repositories", "recent"],
  queryFn: ({ signal }) => list<Repository>("/repositories", { page_size: shownMax, sort: "-update_time" }, signal),
});

/** What an administrator should hear of; each kind is bounded. */
export const alertsQuery = queryOptions({
  queryKey: ["home", "alerts"],
  queryFn: async ({ signal }) => {
    const [health, failed, quotas] = await Promise.all([
      get<Health>("/health", undefined, signal),
      list<ReplicationExecution>("/replication/executions", { status: "Failed", page_size: 100, sort: "-start_time" }, signal),
      list<Quota>("/quotas", { sort: "-used.storage", page_size: 20 }, signal),
    ]);
    const dayAgo = Date.now() - 86_400_000;
    return {
      unhealthy: (health.components ?? []).filter(({ status }) => status !== "healthy").map(({ name }) => name ?? ""),
      failedReplications: failed.items.filter(({ start_time: at }) => Date.parse(at ?? "") > dayAgo).length,
      nearlyFull: quotas.items.flatMap(({ ref, used, hard }) => {
        const [taken, limit] = [used?.["storage"] ?? 0, hard?.["storage"] ?? -1];
        return limit > 0 && taken / limit >= 0.9 ? [{ project: ref?.name ?? "", fraction: taken / limit }] : [];
      }),
    };
  },
  refetchInterval: 60_000,
});
