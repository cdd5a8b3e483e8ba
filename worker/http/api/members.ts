import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { roleName } from "../../domain/access/permissions.ts";
import { DomainError } from "../../domain/errors.ts";
import { addMember, changeMember, getMember, listMembers, removeMember } from "../../domain/members/change-members.ts";
import type { MemberRow } from "../../store/members.ts";
import type { HttpEnv } from "../app.ts";
import { apiContext } from "./api-context.ts";
import { refuseInvalid } from "./errors.ts";
import { pageHeaders, pageQuery } from "./paging.ts";
import { projectParam, referenceOf } from "./projects.ts";
import { body, empty, failures, idParam, json } from "./schemas/common.ts";
import { ProjectMember, ProjectMemberEntity, RoleRequest } from "./schemas/projects.ts";

export const members = new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid });

const tags = ["member"];
const memberParam = projectParam.extend({ mid: idParam });

members.openapi(
  createRoute({
    method: "get",
    path: "/projects/{project_name_or_id}/members",
    tags,
    request: { params: projectParam, query: z.object({ ...pageQuery, entityname: z.string().optional() }) },
    responses: { 200: json(z.array(ProjectMemberEntity), "members"), ...failures },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const page = { nameContains: query.entityname ?? null, offset: (query.page - 1) * query.page_size, count: query.page_size };
    const found = await listMembers(await apiContext(c), referenceOf(c.req.raw, c.req.valid("param")), page);
    return c.json(found.members.map(memberOf), 200, pageHeaders(c.req.raw, query, found.total));
  },
);

members.openapi(
  createRoute({
    method: "post",
    path: "/projects/{project_name_or_id}/members",
    tags,
    request: { params: projectParam, body: body(ProjectMember) },
    responses: { 201: { description: "added; `Location` says where" }, ...failures },
  }),
  async (c) => {
    const { role_id: roleId, member_user: user } = c.req.valid("json");
    const reference = c.req.valid("param");
    const who = user.user_id ? { id: user.user_id } : { username: user.username ?? "" };
    if ("username" in who && who.username === "") throw new DomainError("BAD_REQUEST", { message: "member_user names nobody" });
    const id = await addMember(await apiContext(c), referenceOf(c.req.raw, reference), { user: who, roleId });
    return c.body(null, 201, { Location: `/api/v2.0/projects/${reference.project_name_or_id}/members/${id}` });
  },
);

members.openapi(
  createRoute({
    method: "get",
    path: "/projects/{project_name_or_id}/members/{mid}",
    tags,
    request: { params: memberParam },
    responses: { 200: json(ProjectMemberEntity, "the member"), ...failures },
  }),
  async (c) => {
    const params = c.req.valid("param");
    return c.json(memberOf(await getMember(await apiContext(c), referenceOf(c.req.raw, params), params.mid)), 200);
  },
);

members.openapi(
  createRoute({
    method: "put",
    path: "/projects/{project_name_or_id}/members/{mid}",
    tags,
    request: { params: memberParam, body: body(RoleRequest) },
    responses: { 200: empty, ...failures },
  }),
  async (c) => {
    const params = c.req.valid("param");
    await changeMember(await apiContext(c), referenceOf(c.req.raw, params), params.mid, c.req.valid("json").role_id);
    return c.body(null, 200);
  },
);

members.openapi(
  createRoute({
    method: "delete",
    path: "/projects/{project_name_or_id}/members/{mid}",
    tags,
    request: { params: memberParam },
    responses: { 200: empty, ...failures },
  }),
  async (c) => {
    const params = c.req.valid("param");
    await removeMember(await apiContext(c), referenceOf(c.req.raw, params), params.mid);
    return c.body(null, 200);
  },
);

function memberOf(row: MemberRow): z.infer<typeof ProjectMemberEntity> {
  return {
    id: row.id,
    project_id: row.projectId,
    entity_name: row.username,
    role_name: roleName(row.roleId),
    role_id: row.roleId,
    entity_id: row.userId,
    entity_type: "u",
  };
}
