import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";
import type { Statistic } from "./types.ts";

/** Of what the person may see; bytes for administrators. */
export const statisticsQuery = queryOptions({
  queryKey: ["statistics"],
  queryFn: ({ signal }) => get<Statistic>("/statistics", undefined, signal),
});
