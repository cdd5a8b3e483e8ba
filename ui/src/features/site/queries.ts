import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { Times } from "../../api/upkeep-types.ts";

/** What the site was started with; it does not change while it runs. */
export const timesQuery = queryOptions({
  queryKey: ["system", "times"],
  queryFn: ({ signal }) => get<Times>("/system/times", undefined, signal),
  staleTime: 600_000,
});
