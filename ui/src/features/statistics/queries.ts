import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import type { ActivityDay, Quota, Statistics } from "../../api/upkeep-types.ts";

export const statisticsQuery = queryOptions({
  queryKey: ["statistics"],
  queryFn: ({ signal }) => get<Statistics>("/statistics", undefined, signal),
});

export const activityQuery = (days: number) =>
  queryOptions({
    queryKey: ["statistics", "activity", days],
    queryFn: ({ signal }) => get<ActivityDay[]>("/statistics/activity", { days }, signal),
  });

/** The projects that use most, the largest first. */
export const largestProjectsQuery = (count: number) =>
  queryOptions({
    queryKey: ["quotas", "largest", count],
    queryFn: async ({ signal }) => (await list<Quota>("/quotas", { sort: "-used.storage", page_size: count }, signal)).items,
  });
