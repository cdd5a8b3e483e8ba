import { statistics } from "../../domain/system/statistics.ts";
import { apiRouter, operation } from "./operation.ts";
import { Statistic } from "./schemas/system.ts";

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
