import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { authorizeProject } from "../../domain/access/authorize-project.ts";
import { createProject } from "../../domain/projects/create-project.ts";
import { deleteProject } from "../../domain/projects/delete-project.ts";
import { listProjects } from "../../domain/projects/list-projects.ts";
import { updateProject } from "../../domain/projects/update-project.ts";
import type { ProjectReference, ProjectRow } from "../../store/projects.ts";
import type { HttpEnv } from "../app.ts";
import { apiContext } from "./api-context.ts";
import { refuseInvalid } from "./errors.ts";
import { pageHeaders, pageQuery } from "./paging.ts";
import { parseQ } from "./q.ts";
import { body, empty, failures, json } from "./schemas/common.ts";
import { Project, ProjectReq } from "./schemas/projects.ts";

export const projects = new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid });

const tags = ["project"];
export const projectParam = z.object({ project_name_or_id: z.string() });

projects.openAPIRegistry.registerPath(
  createRoute({
    method: "head",
    path: "/projects",
    tags,
    request: { query: z.object({ project_name: z.string().min(1) }) },
    responses: { 200: empty, ...failures },
  }),
);

// Hono hands HEAD to the handler of GET, which here is another operation.
projects.use("/projects", async (c, next) => {
  if (c.req.raw.method !== "HEAD") return next();
  const name = c.req.query("project_name") ?? "";
  await authorizeProject(await apiContext(c), { name }, "project", "read");
  return c.body(null, 200);
});

projects.openapi(
  createRoute({
    method: "get",
    path: "/projects",
    tags,
    request: {
      query: z.object({
        ...pageQuery,
        q: z.string().optional(),
        sort: z.string().optional(),
        name: z.string().optional(),
        public: z.stringbool().optional(),
        owner: z.string().optional(),
        with_detail: z.string().optional(),
      }),
    },
    responses: { 200: json(z.array(Project), "projects the caller may see"), ...failures },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const q = parseQ(query.q);
    const filter = {
      nameContains: query.name ?? q.contains("name"),
      nameIs: q.exact("name"),
      public: query.public ?? q.boolean("public"),
    };
    const page = { offset: (query.page - 1) * query.page_size, count: query.page_size, ...orderOf(query.sort) };
    const found = await listProjects(await apiContext(c), filter, page);
    return c.json(found.projects.map(projectOf), 200, pageHeaders(c.req.raw, query, found.total));
  },
);

projects.openapi(
  createRoute({
    method: "post",
    path: "/projects",
    tags,
    request: { body: body(ProjectReq) },
    responses: { 201: { description: "made; `Location` says where" }, ...failures },
  }),
  async (c) => {
    const asked = c.req.valid("json");
    const name = asked.project_name ?? "";
    const metadata = { ...(asked.public == null ? {} : { public: String(asked.public) }), ...asked.metadata };
    const id = await createProject(await apiContext(c), { name, metadata });
    const location = c.req.header("X-Resource-Name-In-Location") === "true" ? name : id;
    return c.body(null, 201, { Location: `/api/v2.0/projects/${location}` });
  },
);

projects.openapi(
  createRoute({
    method: "get",
    path: "/projects/{project_name_or_id}",
    tags,
    request: { params: projectParam },
    responses: { 200: json(Project, "the project"), ...failures },
  }),
  async (c) =>
    c.json(projectOf(await authorizeProject(await apiContext(c), referenceOf(c.req.raw, c.req.valid("param")), "project", "read")), 200),
);

projects.openapi(
  createRoute({
    method: "put",
    path: "/projects/{project_name_or_id}",
    tags,
    request: { params: projectParam, body: body(ProjectReq) },
    responses: { 200: empty, ...failures },
  }),
  async (c) => {
    const asked = c.req.valid("json");
    const metadata = { ...(asked.public == null ? {} : { public: String(asked.public) }), ...asked.metadata };
    await updateProject(await apiContext(c), referenceOf(c.req.raw, c.req.valid("param")), metadata);
    return c.body(null, 200);
  },
);

projects.openapi(
  createRoute({
    method: "delete",
    path: "/projects/{project_name_or_id}",
    tags,
    request: { params: projectParam },
    responses: { 200: empty, ...failures },
  }),
  async (c) => {
    await deleteProject(await apiContext(c), referenceOf(c.req.raw, c.req.valid("param")));
    return c.body(null, 200);
  },
);

/** Digits are an id, unless the caller says that it is a name. */
export function referenceOf(request: Request, { project_name_or_id: text }: { project_name_or_id: string }): ProjectReference {
  const isName = request.headers.get("X-Is-Resource-Name") === "true";
  if (!isName && /^\d{1,15}$/.test(text)) return { id: Number(text) };
  return { name: text };
}

function orderOf(sort: string | undefined): { orderBy: "name" | "id" | "createdAt"; descending: boolean } {
  const columns = { name: "name", project_id: "id", creation_time: "createdAt" } as const;
  const descending = sort?.startsWith("-") ?? false;
  const key = (descending ? sort?.slice(1) : sort) as keyof typeof columns | undefined;
  return { orderBy: key && Object.hasOwn(columns, key) ? columns[key] : "id", descending };
}

function projectOf(row: ProjectRow): z.infer<typeof Project> {
  const roleIds = JSON.parse(row.roleIds) as number[];
  return {
    project_id: row.id,
    owner_id: row.ownerId,
    owner_name: row.ownerName,
    name: row.name,
    creation_time: new Date(row.createdAt).toISOString(),
    update_time: new Date(row.updatedAt).toISOString(),
    deleted: false,
    repo_count: row.repositories,
    current_user_role_id: roleIds[0] ?? 0,
    current_user_role_ids: roleIds,
    metadata: { ...JSON.parse(row.metadata), public: row.public === 1 ? "true" : "false" },
  };
}
