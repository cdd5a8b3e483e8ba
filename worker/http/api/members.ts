import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { addMember, changeMember, getMember, listMembers, type NewMember, removeMember } from "../../domain/members/change-members.ts";
import type { MemberRow } from "../../store/members.ts";
import { apiRouter, operation } from "./operation.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { projectHeaders as headers, projectOf, projectParams } from "./project-path.ts";
import { idParam } from "./schemas/common.ts";
import { ProjectMember, ProjectMemberEntity, RoleRequest } from "./schemas/projects.ts";

export const members = apiRouter();

const tag = "member";
const params = { ...projectParams, mid: idParam };

operation(
  members,
  {
    operation: "GET /projects/{project_name_or_id}/members",
    id: "listProjectMembers",
    tag,
    params: projectParams,
    headers,
    query: { ...pageQuery, entityname: z.string().optional() },
    answer: { page: ProjectMemberEntity, means: "people and groups with a role" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const found = await listMembers(input.ctx, projectOf(input), input.query.entityname ?? null, pageOf(input.query));
    return { items: found.items.map(memberShown), total: found.total };
  },
);

operation(
  members,
  {
    operation: "POST /projects/{project_name_or_id}/members",
    id: "createProjectMember",
    tag,
    params: projectParams,
    headers,
    body: ProjectMember,
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 412, 415, 422, 503],
  },
  async (input) => {
    const id = await addMember(input.ctx, projectOf(input), memberGiven(input.body), input.body.role_id);
    return `/api/v2.0/projects/${encodeURIComponent(input.params.project_name_or_id)}/members/${id}`;
  },
);

operation(
  members,
  {
    operation: "GET /projects/{project_name_or_id}/members/{mid}",
    id: "getProjectMember",
    tag,
    params,
    headers,
    answer: { json: ProjectMemberEntity, means: "the member" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => memberShown(await getMember(input.ctx, projectOf(input), input.params.mid)),
);

operation(
  members,
  {
    operation: "PUT /projects/{project_name_or_id}/members/{mid}",
    id: "updateProjectMember",
    tag,
    params,
    headers,
    body: RoleRequest,
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async (input) => changeMember(input.ctx, projectOf(input), input.params.mid, input.body.role_id),
);

operation(
  members,
  {
    operation: "DELETE /projects/{project_name_or_id}/members/{mid}",
    id: "deleteProjectMember",
    tag,
    params,
    headers,
    answer: { done: true },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => removeMember(input.ctx, projectOf(input), input.params.mid),
);

function memberGiven({ member_user: user, member_group: group }: z.output<typeof ProjectMember>): NewMember {
  if (user?.user_id) return { user: { id: user.user_id } };
  if (user?.username) return { user: { username: user.username } };
  if (group?.id) return { group: { id: group.id } };
  if (group?.ldap_group_dn) return { group: { name: group.group_name ?? "", type: 1, ldapDn: group.ldap_group_dn } };
  if (group?.group_name) return { group: { name: group.group_name, type: group.group_type ?? 0, ldapDn: "" } };
  throw new DomainError("BAD_REQUEST", { message: "member_user or member_group must say who" });
}

function memberShown(row: MemberRow): z.input<typeof ProjectMemberEntity> {
  return {
    id: row.id,
    project_id: row.projectId,
    entity_name: row.entityName,
    role_name: row.roleName,
    role_id: row.roleId,
    entity_id: row.entityId,
    entity_type: row.entityType,
  };
}
