import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { authorizePerson, authorizeSystem } from "../../domain/access/authorize-system.ts";
import { currentPermissions } from "../../domain/access/current-permissions.ts";
import { changePassword } from "../../domain/users/change-password.ts";
import { createUser } from "../../domain/users/create-user.ts";
import { changeSysadmin, currentUser, deleteUser, getUser, listUsers, searchUsers, updateProfile } from "../../domain/users/users.ts";
import type { UserRow } from "../../store/users.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf, pageQuery } from "./paging.ts";
import { parseQ } from "./q.ts";
import { idParam, time } from "./schemas/common.ts";
import {
  OIDCCliSecretReq,
  PasswordReq,
  Permission,
  UserCreationReq,
  UserProfile,
  UserResp,
  UserSearchRespItem,
  UserSysAdminFlag,
} from "./schemas/users.ts";

export const users = apiRouter();

const tag = "user";
const params = { user_id: idParam };

operation(
  users,
  {
    operation: "GET /users",
    id: "listUsers",
    tag,
    query: listQuery,
    answer: { page: UserResp, means: "accounts" },
    fails: [400, 401, 403, 422],
  },
  async ({ ctx, query }) => {
    const found = await listUsers(ctx, parseQ(query.q), pageOf(query));
    return { items: found.items.map(userShown), total: found.total };
  },
);

operation(
  users,
  {
    operation: "POST /users",
    id: "createUser",
    tag,
    body: UserCreationReq,
    answer: { created: true },
    fails: [400, 401, 403, 409, 415, 422],
  },
  async ({ ctx, body }) => {
    const { username, email, realname, comment, password } = body;
    const id = await createUser(ctx, { username, email: email || null, realname: realname || username, comment: comment ?? "", password });
    return `/api/v2.0/users/${id}`;
  },
);

operation(
  users,
  { operation: "GET /users/current", id: "getCurrentUserInfo", tag, answer: { json: UserResp, means: "who asks" }, fails: [401, 403, 412] },
  async ({ ctx }) => {
    const user = await currentUser(ctx);
    return {
      ...userShown(user),
      admin_role_in_auth: user.directoryAdmin === 1,
      ...(user.passwordMustChange === 1 ? { password_must_change: true } : {}),
    };
  },
);

operation(
  users,
  {
    operation: "GET /users/current/permissions",
    id: "getCurrentUserPermissions",
    tag,
    query: { scope: z.string().optional(), relative: z.stringbool().optional().openapi({ type: "boolean" }) },
    answer: { json: z.array(Permission), means: "what the caller may do in the scope: `/` or `/project/<id>`" },
    fails: [400, 401, 403, 404],
  },
  async ({ ctx, query }) => {
    const scope = query.scope ?? "";
    const found = await currentPermissions(ctx, scope);
    const prefix = query.relative || scope === "" ? "" : scope.replace(/\/$/, "");
    return found.map(({ resource, action }) => ({ resource: prefix === "" ? resource : `${prefix}/${resource}`, action }));
  },
);

operation(
  users,
  {
    operation: "GET /users/search",
    id: "searchUsers",
    tag,
    query: { ...pageQuery, username: z.string().min(1) },
    answer: { page: UserSearchRespItem, means: "names that contain the text" },
    fails: [401, 422],
  },
  async ({ ctx, query }) => {
    const found = await searchUsers(ctx, query.username, pageOf(query));
    return { items: found.items.map(({ id, username }) => ({ user_id: id, username })), total: found.total };
  },
);

operation(
  users,
  {
    operation: "GET /users/{user_id}",
    id: "getUser",
    tag,
    params,
    answer: { json: UserResp, means: "the account" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { user_id: id } }) => userShown(await getUser(ctx, id)),
);

operation(
  users,
  {
    operation: "PUT /users/{user_id}",
    id: "updateUserProfile",
    tag,
    params,
    body: UserProfile,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { user_id: id }, body: { email, realname, comment } }) =>
    updateProfile(ctx, id, {
      ...(email === undefined ? {} : { email }),
      ...(realname === undefined ? {} : { realname }),
      ...(comment === undefined ? {} : { comment }),
    }),
);

operation(
  users,
  { operation: "DELETE /users/{user_id}", id: "deleteUser", tag, params, answer: { done: true }, fails: [401, 403, 404, 422] },
  async ({ ctx, params: { user_id: id } }) => deleteUser(ctx, id),
);

operation(
  users,
  {
    operation: "PUT /users/{user_id}/sysadmin",
    id: "setUserSysAdmin",
    tag,
    params,
    body: UserSysAdminFlag,
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async ({ ctx, params: { user_id: id }, body }) => changeSysadmin(ctx, id, body.sysadmin_flag),
);

operation(
  users,
  {
    operation: "PUT /users/{user_id}/password",
    id: "updateUserPassword",
    tag,
    params,
    body: PasswordReq,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422, 429],
  },
  async ({ ctx, params: { user_id: userId }, body }) =>
    changePassword(ctx, { userId, oldPassword: body.old_password ?? null, newPassword: body.new_password }),
);

operation(
  users,
  {
    operation: "PUT /users/{user_id}/cli_secret",
    id: "setCliSecret",
    tag,
    params,
    body: OIDCCliSecretReq,
    answer: { done: true },
    fails: [400, 401, 403, 404, 412, 415, 422],
  },
  async ({ ctx, params: { user_id: id } }) => {
    if (authorizePerson(ctx, "update").id !== id) await authorizeSystem(ctx, "user", "update");
    throw new DomainError("PRECONDITION", { message: "only users of OIDC have a CLI secret, and auth_mode is not oidc_auth" });
  },
);

function userShown(row: UserRow): z.input<typeof UserResp> {
  return {
    user_id: row.id,
    username: row.username,
    email: row.email ?? "",
    realname: row.realname,
    comment: row.comment,
    sysadmin_flag: row.sysadmin === 1,
    admin_role_in_auth: false,
    provider: row.provider,
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}
