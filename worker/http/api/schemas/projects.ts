import { z } from "@hono/zod-openapi";

const id = z.number().int();
const dateTime = z.string().openapi({ format: "date-time" });
const text = z.string().nullish();

const ProjectMetadata = z
  .object({
    public: z.string().optional(),
    enable_content_trust: text,
    enable_content_trust_cosign: text,
    prevent_vul: text,
    severity: text,
    auto_scan: text,
    auto_sbom_generation: text,
    reuse_sys_cve_allowlist: text,
    retention_id: text,
    proxy_speed_kb: text,
    max_upstream_conn: text,
    proxy_cache_local_on_not_found: text,
    proxy_referrer_api: text,
    proxy_cache_filter_pattern: text,
    proxy_cache_filter_kind: text,
  })
  .openapi("ProjectMetadata");

export const CVEAllowlist = z
  .object({
    id: id.optional(),
    project_id: id.optional(),
    expires_at: z.number().int().nullish(),
    items: z.array(z.object({ cve_id: z.string().optional() }).openapi("CVEAllowlistItem")).optional(),
    creation_time: dateTime.optional(),
    update_time: dateTime.optional(),
  })
  .openapi("CVEAllowlist");

export const Project = z
  .object({
    project_id: id,
    owner_id: id,
    owner_name: z.string(),
    name: z.string(),
    registry_id: id.optional(),
    creation_time: dateTime,
    update_time: dateTime,
    deleted: z.boolean(),
    togglable: z.boolean().optional(),
    repo_count: id,
    current_user_role_id: id,
    current_user_role_ids: z.array(id),
    metadata: ProjectMetadata,
    cve_allowlist: CVEAllowlist.optional(),
  })
  .openapi("Project");

export const ProjectReq = z
  .object({
    project_name: z.string().max(255).optional(),
    public: z.boolean().nullish(),
    metadata: ProjectMetadata.nullish(),
    cve_allowlist: CVEAllowlist.nullish(),
    storage_limit: z.number().int().nullish(),
    registry_id: z.number().int().nullish(),
  })
  .openapi("ProjectReq");

export const ProjectDeletable = z.object({ deletable: z.boolean(), message: z.string() }).openapi("ProjectDeletable");

/** Sizes in bytes by resource; the only one is `storage`. */
export const ResourceList = z.record(z.string(), z.number().int().openapi({ format: "int64" })).openapi("ResourceList");

export const ProjectSummary = z
  .object({
    repo_count: id,
    project_admin_count: id.optional(),
    maintainer_count: id.optional(),
    developer_count: id.optional(),
    guest_count: id.optional(),
    limited_guest_count: id.optional(),
    quota: z.object({ hard: ResourceList, used: ResourceList }).openapi("ProjectSummaryQuota").optional(),
  })
  .openapi("ProjectSummary");

export const MetadataValues = z.record(z.string(), z.string());

export const UserGroup = z
  .object({
    id: id.optional(),
    group_name: z.string().optional(),
    group_type: z.number().int().optional(),
    ldap_group_dn: z.string().optional(),
  })
  .openapi("UserGroup");

export const ProjectMember = z
  .object({
    role_id: id,
    member_user: z.object({ user_id: id.optional(), username: z.string().optional() }).openapi("UserEntity").nullish(),
    member_group: UserGroup.nullish(),
  })
  .openapi("ProjectMember");

export const ProjectMemberEntity = z
  .object({
    id,
    project_id: id,
    entity_name: z.string(),
    role_name: z.string(),
    role_id: id,
    entity_id: id,
    entity_type: z.enum(["u", "g"]),
  })
  .openapi("ProjectMemberEntity");

export const RoleRequest = z.object({ role_id: id }).openapi("RoleRequest");
