import { z } from "@hono/zod-openapi";
import { deleteRepository } from "../../domain/repositories/delete-repository.ts";
import { immutability } from "../../domain/immutability/protect-tags.ts";
import { deleteTags } from "../../domain/tags/delete-tags.ts";
import { listRepositoryTags } from "../../domain/tags/list-repository-tags.ts";
import { getRepository, listAllRepositories, listRepositories, updateRepository } from "../../domain/repositories/repositories.ts";
import type { RepositoryRow } from "../../store/repositories.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { repositoryOf, repositoryParams as params } from "./project-path.ts";
import { parseQ } from "./q.ts";
import { time } from "./schemas/common.ts";
import { Repository, TagDeletion, TagOfRepository, TagsDeleted } from "./schemas/artifacts.ts";
import { artifactShown, tagShown } from "./shown.ts";

export const repositories = apiRouter();

const tag = "repository";
const path = "/projects/{project_name}/repositories/{repository_name}";

operation(
  repositories,
  {
    operation: "GET /repositories",
    id: "listAllRepositories",
    tag,
    query: listQuery,
    answer: { page: Repository, means: "repositories that the caller may see" },
    fails: [400, 401, 422],
  },
  async ({ ctx, query }) => {
    const found = await listAllRepositories(ctx, parseQ(query.q), pageOf(query));
    return { items: found.items.map(repositoryShown), total: found.total };
  },
);

operation(
  repositories,
  {
    operation: "GET /projects/{project_name}/repositories",
    id: "listRepositories",
    tag,
    params: { project_name: params.project_name },
    query: listQuery,
    answer: { page: Repository, means: "repositories of the project" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, params: { project_name: project }, query }) => {
    const found = await listRepositories(ctx, project, parseQ(query.q), pageOf(query));
    return { items: found.items.map(repositoryShown), total: found.total };
  },
);

operation(
  repositories,
  {
    operation: `GET ${path}`,
    id: "getRepository",
    tag,
    params,
    answer: { json: Repository, means: "the repository" },
    fails: [400, 401, 403, 404],
  },
  async (input) => repositoryShown((await getRepository(input.ctx, repositoryOf(input), "repository", "read")).repository),
);

operation(
  repositories,
  {
    operation: `PUT ${path}`,
    id: "updateRepository",
    tag,
    params,
    body: z.object({ description: z.string().optional() }).openapi("RepositoryUpdate"),
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async (input) => updateRepository(input.ctx, repositoryOf(input), input.body.description ?? ""),
);

operation(
  repositories,
  { operation: `DELETE ${path}`, id: "deleteRepository", tag, params, answer: { done: true }, fails: [400, 401, 403, 404, 412] },
  async (input) => deleteRepository(input.ctx, repositoryOf(input)),
);

function repositoryShown(row: RepositoryRow): z.input<typeof Repository> {
  return {
    id: row.id,
    project_id: row.projectId,
    name: row.name,
    description: row.description,
    artifact_count: row.artifactCount,
    tag_count: row.tagCount,
    pull_count: row.pullCount,
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}

operation(
  repositories,
  {
    operation: `POST ${path}/tag-deletion`,
    id: "deleteTagsByPattern",
    tag,
    description: "Deletes tags by a pattern (`pr-*`), at most 5000 in one request. What they pointed at stays until it is collected.",
    params,
    body: TagDeletion,
    answer: { json: TagsDeleted, means: "what went, or would go" },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async (input) => {
    const { tags, immutable, remaining } = await deleteTags(input.ctx, repositoryOf(input), {
      pattern: input.body.pattern,
      dryRun: input.body.dry_run ?? false,
    });
    return { tags: [...tags], immutable: [...immutable], remaining };
  },
);

operation(
  repositories,
  {
    operation: `GET ${path}/tags`,
    id: "listTagsOfRepository",
    tag,
    description: "The tags of all artifacts of a repository, sorted by `push_time` or `name`, each with what it names.",
    params,
    query: { ...listQuery, with_immutable_status: z.stringbool().openapi({ type: "boolean" }).default(false) },
    answer: { page: TagOfRepository, means: "tags, the newest first" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const { ctx, query } = input;
    const found = await listRepositoryTags(ctx, repositoryOf(input), parseQ(query.q), pageOf(query));
    const [first] = found.items;
    const isImmutable = query.with_immutable_status && first ? await immutability(ctx, first.projectId) : undefined;
    const items = found.items.map((row) => {
      const { tagId: id, tagName: name, taggedAt: pushedAt, tagPulledAt: pulledAt } = row;
      return { ...tagShown({ id, name, pushedAt, pulledAt }, row, isImmutable), artifact: artifactShown(row) };
    });
    return { items, total: found.total };
  },
);
