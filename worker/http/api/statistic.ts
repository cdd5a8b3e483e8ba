import { z } from "@hono/zod-openapi";
import { activity, statistics } from "../../domain/system/statistics.ts";
import { apiRouter, operation } from "./operation.ts";
import { Activity, Statistic } from "./schemas/system.ts";

export const statistic = apiRouter();

operation(
  statistic,
  {
    operation: "GET /statistics",
    id: "getStatistic",
    tag: "statistic",
    answer: { json: Statistic, means: "counts of what the caller may see" },
    fails: [401],
  },
  async ({ ctx }) => {
    const found = await statistics(ctx);
    const total = found.total && {
      total_project_count: found.total.projects,
      total_repo_count: found.total.repositories,
      total_storage_consumption: found.total.storageBytes,
    };
    return {
      private_project_count: found.privateProjects,
      private_repo_count: found.privateRepositories,
      public_project_count: found.publicProjects,
      public_repo_count: found.publicRepositories,
      ...total,
    };
  },
);

operation(
  statistic,
  {
    operation: "GET /statistics/activity",
    id: "getActivity",
    tag: "statistic",
    query: { days: z.coerce.number().int().min(1).max(366).default(30) },
    answer: { json: z.array(Activity), means: "one for each day in UTC, the oldest first; today is the last" },
    fails: [401, 403, 422],
    description: "What came and what was pulled. With `pull_count_update_disable` pulls are not counted.",
  },
  async ({ ctx, query }) =>
    (await activity(ctx, query.days)).map(({ day, pushes, pulls }) => ({
      date: new Date(day * 86_400_000).toISOString().slice(0, 10),
      pushes,
      pulls,
    })),
);
