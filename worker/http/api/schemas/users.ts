import { z } from "@hono/zod-openapi";

export const UserResp = z
  .object({
    user_id: z.number().int(),
    username: z.string(),
    email: z.string(),
    realname: z.string(),
    comment: z.string(),
    sysadmin_flag: z.boolean(),
    admin_role_in_auth: z.boolean(),
    creation_time: z.string(),
    update_time: z.string(),
  })
  .openapi("UserResp");

export const UserCreationReq = z
  .object({
    username: z.string().max(255),
    email: z.string().max(255).optional(),
    realname: z.string().optional(),
    comment: z.string().optional(),
    password: z.string(),
  })
  .openapi("UserCreationReq");

export const PasswordReq = z.object({ old_password: z.string().optional(), new_password: z.string() }).openapi("PasswordReq");
