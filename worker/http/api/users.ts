import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { changePassword } from "../../domain/users/change-password.ts";
import { createUser } from "../../domain/users/create-user.ts";
import { currentUser } from "../../domain/users/current-user.ts";
import type { AccountRow } from "../../store/accounts.ts";
import type { HttpEnv } from "../app.ts";
import { apiContext } from "./api-context.ts";
import { refuseInvalid } from "./errors.ts";
import { body, empty, failures, idParam, json } from "./schemas/common.ts";
import { PasswordReq, UserCreationReq, UserResp } from "./schemas/users.ts";

export const users = new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid });

const tags = ["user"];

users.openapi(
  createRoute({
    method: "post",
    path: "/users",
    tags,
    request: { body: body(UserCreationReq) },
    responses: { 201: { description: "made; `Location` says where" }, ...failures },
  }),
  async (c) => {
    const { username, email, realname, comment, password } = c.req.valid("json");
    const user = { username, email: email || null, realname: realname ?? username, comment: comment ?? "", password };
    const id = await createUser(await apiContext(c), user);
    return c.body(null, 201, { Location: `/api/v2.0/users/${id}` });
  },
);

users.openapi(
  createRoute({
    method: "get",
    path: "/users/current",
    tags,
    responses: { 200: json(UserResp, "who asks"), ...failures },
  }),
  async (c) => c.json(userOf(await currentUser(await apiContext(c))), 200),
);

users.openapi(
  createRoute({
    method: "put",
    path: "/users/{user_id}/password",
    tags,
    request: { params: z.object({ user_id: idParam }), body: body(PasswordReq) },
    responses: { 200: empty, ...failures },
  }),
  async (c) => {
    const { old_password: oldPassword, new_password: newPassword } = c.req.valid("json");
    const { user_id: userId } = c.req.valid("param");
    await changePassword(await apiContext(c), { userId, oldPassword: oldPassword ?? null, newPassword });
    return c.body(null, 200);
  },
);

function userOf(row: AccountRow): z.infer<typeof UserResp> {
  return {
    user_id: row.id,
    username: row.username,
    email: row.email ?? "",
    realname: row.realname,
    comment: row.comment,
    sysadmin_flag: row.sysadmin === 1,
    admin_role_in_auth: false,
    creation_time: new Date(row.createdAt).toISOString(),
    update_time: new Date(row.updatedAt).toISOString(),
  };
}
