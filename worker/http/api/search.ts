import { z } from "@hono/zod-openapi";
import { search as find } from "../../domain/system/search.ts";
import { apiRouter, operation } from "./operation.ts";
import { projectShown } from "./projects.ts";
import { time } from "./schemas/common.ts";
import { Search } from "./schemas/search.ts";

export const search = apiRouter();

operation(
  search,
  {
    operation: "GET /search",
    id: "search",
    tag: "search",
    query: { q: z.string() },
    answer: { json: Search, means: "projects and repositories whose name contains the text, the first hundred of each, and tags" },
    fails: [401, 422],
  },
  async ({ ctx, query }) => {
    const { projects, repositories, tags } = await find(ctx, query.q);
    return {
      project: projects.map(projectShown),
      repository: repositories.map((row) => ({
        project_id: row.projectId,
        project_name: row.project,
        project_public: row.public === 1,
        repository_name: row.name,
        pull_count: row.pullCount,
        artifact_count: row.artifactCount,
      })),
      tag: tags.map((row) => ({
        project_name: row.project,
        repository_name: `${row.project}/${row.repository}`,
        tag_name: row.name,
        digest: row.digest,
        push_time: time(row.pushedAt),
      })),
    };
  },
);
