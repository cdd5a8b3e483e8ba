import { z } from "@hono/zod-openapi";
import { createGroup, deleteGroup, getGroup, listGroups, searchGroups, updateGroup } from "../../domain/groups/groups.ts";
import type { GroupRow } from "../../store/groups.ts";
import { apiRouter, operation } from "./operation.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { idParam } from "./schemas/common.ts";
import { UserGroup } from "./schemas/projects.ts";
import { UserGroupSearchItem } from "./schemas/users.ts";

export const groups = apiRouter();

const tag = "usergroup";
const params = { group_id: idParam };

operation(
  groups,
  {
    operation: "GET /usergroups",
    id: "listUserGroups",
    tag,
    query: { ...pageQuery, ldap_group_dn: z.string().optional(), group_name: z.string().optional() },
    answer: { page: UserGroup, means: "groups" },
    fails: [401, 403, 422],
  },
  async ({ ctx, query }) => {
    const filter = { nameContains: query.group_name ?? null, ldapDn: query.ldap_group_dn ?? null };
    const found = await listGroups(ctx, filter, pageOf(query));
    return { items: found.items.map(groupShown), total: found.total };
  },
);

operation(
  groups,
  {
    operation: "POST /usergroups",
    id: "createUserGroup",
    tag,
    body: UserGroup,
    answer: { created: true },
    fails: [400, 401, 403, 409, 412, 415, 422, 503],
    description:
      "A group of the directory has to be there: 412 names what keeps the directory from saying so, 503 is that nobody can be asked.",
  },
  async ({ ctx, body }) => {
    const group = { name: body.group_name ?? "", type: body.group_type ?? 0, ldapDn: body.ldap_group_dn ?? "" };
    return `/api/v2.0/usergroups/${await createGroup(ctx, group)}`;
  },
);

operation(
  groups,
  {
    operation: "GET /usergroups/search",
    id: "searchUserGroups",
    tag,
    query: { ...pageQuery, groupname: z.string().min(1) },
    answer: { page: UserGroupSearchItem, means: "names that contain the text" },
    fails: [401, 422],
  },
  async ({ ctx, query }) => {
    const found = await searchGroups(ctx, query.groupname, pageOf(query));
    return { items: found.items.map(({ id, name, type }) => ({ id, group_name: name, group_type: type })), total: found.total };
  },
);

operation(
  groups,
  {
    operation: "GET /usergroups/{group_id}",
    id: "getUserGroup",
    tag,
    params,
    answer: { json: UserGroup, means: "the group" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, params: { group_id: id } }) => groupShown(await getGroup(ctx, id)),
);

operation(
  groups,
  {
    operation: "PUT /usergroups/{group_id}",
    id: "updateUserGroup",
    tag,
    params,
    body: UserGroup,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { group_id: id }, body }) => updateGroup(ctx, id, body.group_name ?? ""),
);

operation(
  groups,
  {
    operation: "DELETE /usergroups/{group_id}",
    id: "deleteUserGroup",
    tag,
    params,
    answer: { done: true },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, params: { group_id: id } }) => deleteGroup(ctx, id),
);

function groupShown(row: GroupRow): z.input<typeof UserGroup> {
  return { id: row.id, group_name: row.name, group_type: row.type, ldap_group_dn: row.ldapDn };
}
