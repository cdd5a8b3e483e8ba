import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import type { Quota } from "../../api/types.ts";
import type { ActivityDay } from "../../api/upkeep-types.ts";

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
