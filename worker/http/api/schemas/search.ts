import { z } from "@hono/zod-openapi";
import { Project } from "./projects.ts";

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

const SearchTag = z
  .object({ project_name: z.string(), repository_name: z.string(), tag_name: z.string(), digest: z.string(), push_time: z.string() })
  .openapi("SearchTag");

export const Search = z
  .object({
    project: z.array(Project),
    repository: z.array(SearchRepository),
    tag: z
      .array(SearchTag)
      .openapi({ description: "ours: tags that begin with the text, or, for `part:tag`, those of repositories named so" }),
  })
  .openapi("Search");
