import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { SystemInfo } from "../../api/types.ts";
import type { Health } from "../../api/types.ts";
import type { Database, Volumes } from "../../api/upkeep-types.ts";

const refreshMs = 15_000;

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => get<Health>("/health", undefined, signal),
  refetchInterval: refreshMs,
});

export const databaseQuery = queryOptions({
  queryKey: ["system", "database"],
  queryFn: ({ signal }) => get<Database>("/system/database", undefined, signal),
  // It counts rows: for people, not for loops.
  staleTime: 60_000,
});

export const volumesQuery = queryOptions({
  queryKey: ["systeminfo", "volumes"],
  queryFn: ({ signal }) => get<Volumes>("/systeminfo/volumes", undefined, signal),
  refetchInterval: 4 * refreshMs,
});

export interface SiteClock {
  readonly info: SystemInfo;
  /** How far the site's clock is ahead of this computer's, give or take the way of the answer. */
  readonly aheadMs: number;
}

export const siteClockQuery = queryOptions({
  queryKey: ["systeminfo", "clock"],
  queryFn: async ({ signal }): Promise<SiteClock> => {
    const sentMs = Date.now();
    const info = await get<SystemInfo>("/systeminfo", undefined, signal);
    const middleMs = (sentMs + Date.now()) / 2;
    return { info, aheadMs: info.current_time === undefined ? 0 : Date.parse(info.current_time) - middleMs };
  },
  refetchInterval: 4 * refreshMs,
});
