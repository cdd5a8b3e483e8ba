import { z } from "@hono/zod-openapi";

const metadata = z.record(z.string(), z.string());

export const Project = z
  .object({
    project_id: z.number().int(),
    owner_id: z.number().int(),
    owner_name: z.string(),
    name: z.string(),
    creation_time: z.string(),
    update_time: z.string(),
    deleted: z.boolean(),
    repo_count: z.number().int(),
    current_user_role_id: z.number().int(),
    current_user_role_ids: z.array(z.number().int()),
    metadata,
  })
  .openapi("Project");

export const ProjectReq = z
  .object({
    project_name: z.string().max(255).optional(),
    public: z.boolean().nullish(),
    metadata: metadata.optional(),
    storage_limit: z.number().int().nullish(),
    registry_id: z.number().int().nullish(),
  })
  .openapi("ProjectReq");

export const ProjectMember = z
  .object({ role_id: z.number().int(), member_user: z.object({ user_id: z.number().int().optional(), username: z.string().optional() }) })
  .openapi("ProjectMember");

export const ProjectMemberEntity = z
  .object({
    id: z.number().int(),
    project_id: z.number().int(),
    entity_name: z.string(),
    role_name: z.string(),
    role_id: z.number().int(),
    entity_id: z.number().int(),
    entity_type: z.literal("u"),
  })
  .openapi("ProjectMemberEntity");

export const RoleRequest = z.object({ role_id: z.number().int() }).openapi("RoleRequest");
