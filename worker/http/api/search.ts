import { z } from "@hono/zod-openapi";
import { search as find } from "../../domain/system/search.ts";
import { apiRouter, operation } from "./operation.ts";
import { projectShown } from "./projects.ts";
import { Project } from "./schemas/projects.ts";

export const search = apiRouter();

const count = z.number().int();

const SearchRepository = z
  .object({
    project_id: count,
    project_name: z.string(),
    project_public: z.boolean(),
    repository_name: z.string(),
    pull_count: count,
    artifact_count: count,
  })
  .openapi("SearchRepository");

const Search = z.object({ project: z.array(Project), repository: z.array(SearchRepository) }).openapi("Search");

operation(
  search,
  {
    operation: "GET /search",
    id: "search",
    tag: "search",
    query: { q: z.string() },
    answer: { json: Search, means: "projects and repositories whose name contains the text, the first hundred of each" },
    fails: [401, 422],
  },
  async ({ ctx, query }) => {
    const { projects, repositories } = await find(ctx, query.q);
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
    };
  },
);
