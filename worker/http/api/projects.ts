import { z } from "@hono/zod-openapi";
import { authorizeProject } from "../../domain/access/authorize-project.ts";
import { DomainError } from "../../domain/errors.ts";
import { createProject } from "../../domain/projects/create-project.ts";
import { deleteProject } from "../../domain/projects/delete-project.ts";
import { listProjects } from "../../domain/projects/list-projects.ts";
import { isDeletable, summarizeProject } from "../../domain/projects/summarize-project.ts";
import { updateProject } from "../../domain/projects/update-project.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { ProjectRow } from "../../store/projects.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { projectHeaders, projectOf, projectParams } from "./project-path.ts";
import { parseQ } from "./q.ts";
import { allowlistGiven } from "./cve-allowlist.ts";
import { time } from "./schemas/common.ts";
import { Project, ProjectDeletable, ProjectReq, ProjectSummary } from "./schemas/projects.ts";

export const projects = apiRouter();

const tag = "project";

operation(
  projects,
  {
    operation: "HEAD /projects",
    id: "headProject",
    tag,
    query: { project_name: z.string().min(1) },
    answer: { done: true },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, query }) => {
    await authorizeProject(ctx, { name: query.project_name }, "project", "read");
  },
);

operation(
  projects,
  {
    operation: "GET /projects",
    id: "listProjects",
    tag,
    query: {
      ...listQuery,
      name: z.string().optional(),
      public: z.stringbool().optional().openapi({ type: "boolean" }),
      owner: z.string().optional(),
      with_detail: z.stringbool().optional().openapi({ type: "boolean" }),
    },
    answer: { page: Project, means: "projects the caller may see" },
    fails: [400, 401, 422],
  },
  async ({ ctx, query }) => {
    const given: QueryTerm[] = [
      ...(query.name ? [{ key: "name", value: { kind: "contains", value: query.name } } as const] : []),
      ...(query.public === undefined ? [] : [{ key: "public", value: { kind: "exact", value: String(query.public) } } as const]),
      ...(query.owner ? [{ key: "owner", value: { kind: "exact", value: query.owner } } as const] : []),
    ];
    const found = await listProjects(ctx, [...parseQ(query.q), ...given], pageOf(query));
    return { items: found.items.map(projectShown), total: found.total };
  },
);

operation(
  projects,
  {
    operation: "POST /projects",
    id: "createProject",
    tag,
    headers: ["X-Resource-Name-In-Location"],
    body: ProjectReq,
    answer: { created: true },
    fails: [400, 401, 403, 409, 415, 422, 501],
  },
  async ({ ctx, body, request }) => {
    if (body.registry_id) throw new DomainError("NOT_IMPLEMENTED", { message: "registry_id: proxy cache projects are not built yet" });
    const name = body.project_name ?? "";
    const id = await createProject(ctx, {
      name,
      metadata: metadataGiven(body),
      storageLimit: body.storage_limit ?? null,
      allowlist: allowlistGiven(body.cve_allowlist),
    });
    return `/api/v2.0/projects/${request.headers.get("X-Resource-Name-In-Location") === "true" ? name : id}`;
  },
);

operation(
  projects,
  {
    operation: "GET /projects/{project_name_or_id}",
    id: "getProject",
    tag,
    params: projectParams,
    headers: projectHeaders,
    answer: { json: Project, means: "the project" },
    fails: [401, 403, 404],
  },
  async (input) => projectShown(await authorizeProject(input.ctx, projectOf(input), "project", "read")),
);

operation(
  projects,
  {
    operation: "PUT /projects/{project_name_or_id}",
    id: "updateProject",
    tag,
    params: projectParams,
    headers: projectHeaders,
    body: ProjectReq,
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async (input) =>
    updateProject(input.ctx, projectOf(input), {
      metadata: metadataGiven(input.body),
      allowlist: allowlistGiven(input.body.cve_allowlist),
      storageLimit: input.body.storage_limit ?? null,
    }),
);

operation(
  projects,
  {
    operation: "DELETE /projects/{project_name_or_id}",
    id: "deleteProject",
    tag,
    params: projectParams,
    headers: projectHeaders,
    answer: { done: true },
    fails: [400, 401, 403, 404, 412],
  },
  async (input) => deleteProject(input.ctx, projectOf(input)),
);

operation(
  projects,
  {
    operation: "GET /projects/{project_name_or_id}/_deletable",
    id: "getProjectDeletable",
    tag,
    params: projectParams,
    headers: projectHeaders,
    answer: { json: ProjectDeletable, means: "whether it may be deleted, and why not" },
    fails: [401, 403, 404],
  },
  async (input) => isDeletable(input.ctx, projectOf(input)),
);

operation(
  projects,
  {
    operation: "GET /projects/{project_name_or_id}/summary",
    id: "getProjectSummary",
    tag,
    params: projectParams,
    headers: projectHeaders,
    answer: { json: ProjectSummary, means: "what it holds, as far as the caller may know" },
    fails: [400, 401, 403, 404],
  },
  async (input) => {
    const { project, members, quota } = await summarizeProject(input.ctx, projectOf(input));
    const count = (role: number) => members?.get(role) ?? 0;
    return {
      repo_count: project.repositories,
      ...(members
        ? {
            project_admin_count: count(1),
            maintainer_count: count(4),
            developer_count: count(2),
            guest_count: count(3),
            limited_guest_count: count(5),
          }
        : {}),
      ...(quota ? { quota: { hard: { storage: quota.storageLimit }, used: { storage: quota.storageUsed } } } : {}),
    };
  },
);

function metadataGiven(asked: z.output<typeof ProjectReq>): Record<string, string | null | undefined> {
  return { ...(asked.public == null ? {} : { public: String(asked.public) }), ...asked.metadata };
}

export function projectShown(row: ProjectRow): z.input<typeof Project> {
  const roleIds = JSON.parse(row.roleIds) as number[];
  return {
    project_id: row.id,
    owner_id: row.ownerId,
    owner_name: row.ownerName,
    name: row.name,
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
    deleted: false,
    repo_count: row.repositories,
    // Harbor shows the one with most rights: administrator, maintainer, developer, guest, limited guest.
    current_user_role_id: [1, 4, 2, 3, 5].find((id) => roleIds.includes(id)) ?? 0,
    current_user_role_ids: roleIds,
    metadata: { ...(JSON.parse(row.metadata) as Record<string, string>), public: row.public === 1 ? "true" : "false" },
    cve_allowlist: {
      id: row.id,
      project_id: row.id,
      items: JSON.parse(row.allowlist ?? "[]") as { cve_id: string }[],
      ...(row.allowlistExpiresAt === null ? {} : { expires_at: row.allowlistExpiresAt }),
      creation_time: time(row.createdAt),
      update_time: time(row.updatedAt),
    },
  };
}
