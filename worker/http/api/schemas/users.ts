import { z } from "@hono/zod-openapi";

const id = z.number().int();
const dateTime = z.string().openapi({ format: "date-time" });

export const UserResp = z
  .object({
    user_id: id,
    username: z.string(),
    email: z.string(),
    realname: z.string(),
    comment: z.string(),
    sysadmin_flag: z.boolean(),
    admin_role_in_auth: z.boolean(),
    provider: z.string().openapi({ description: "ours: who knows the password, `local` or `ldap`" }),
    password_must_change: z.boolean().optional().openapi({ description: "ours, of oneself: the first password was made, and printed" }),
    creation_time: dateTime,
    update_time: dateTime,
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

export const UserProfile = z
  .object({ email: z.string().max(255).optional(), realname: z.string().optional(), comment: z.string().optional() })
  .openapi("UserProfile");

export const UserSysAdminFlag = z.object({ sysadmin_flag: z.boolean().default(false) }).openapi("UserSysAdminFlag");

export const PasswordReq = z.object({ old_password: z.string().optional(), new_password: z.string() }).openapi("PasswordReq");

export const UserSearchRespItem = z.object({ user_id: id, username: z.string() }).openapi("UserSearchRespItem");

export const UserGroupSearchItem = z.object({ id, group_name: z.string(), group_type: z.number().int() }).openapi("UserGroupSearchItem");

export const Permission = z.object({ resource: z.string(), action: z.string() }).openapi("Permission");

export const Permissions = z.object({ system: z.array(Permission).optional(), project: z.array(Permission) }).openapi("Permissions");

export const Role = z.object({ role_id: id, role_name: z.string(), permissions: z.array(Permission) }).openapi("Role");

export const OIDCCliSecretReq = z.object({ secret: z.string().optional() }).openapi("OIDCCliSecretReq");
