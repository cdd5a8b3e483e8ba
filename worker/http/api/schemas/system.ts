import { z } from "@hono/zod-openapi";

export const OverallHealthStatus = z
  .object({ status: z.string(), components: z.array(z.object({ name: z.string(), status: z.string(), error: z.string().optional() })) })
  .openapi("OverallHealthStatus");

export const GeneralInfo = z
  .object({
    auth_mode: z.string(),
    primary_auth_mode: z.boolean(),
    self_registration: z.boolean(),
    banner_message: z.string().optional(),
    /** Ours: what versions of tags name this site by. */
    site_id: z.string().optional(),
    harbor_version: z.string().optional(),
    registry_url: z.string().optional(),
    external_url: z.string().optional(),
    project_creation_restriction: z.string().optional(),
    read_only: z.boolean().optional(),
    notification_enable: z.boolean().optional(),
    has_ca_root: z.boolean().optional(),
    registry_storage_provider_name: z.string().optional(),
    trash_retention: z.number().openapi({ description: "seconds that deleted artifacts can be brought back; 0: they cannot" }).optional(),
    current_time: z.string().openapi({ format: "date-time" }).optional(),
  })
  .openapi("GeneralInfo");

const bytes = z.number().int().openapi({ format: "uint64" });

export const SystemInfo = z.object({ storage: z.array(z.object({ total: bytes, free: bytes }).openapi("Storage")) }).openapi("SystemInfo");

const count = z.number().int().openapi({ format: "int64" });

export const Statistic = z
  .object({
    private_project_count: count,
    private_repo_count: count,
    public_project_count: count,
    public_repo_count: count,
    total_project_count: count,
    total_repo_count: count,
    total_storage_consumption: count,
  })
  .partial()
  .openapi("Statistic");

/** Ours. */
export const Activity = z
  .object({
    date: z.string().openapi({ format: "date" }),
    pushes: count.openapi({ description: "tags, and digests without one, that were pushed, copied, brought back or replicated to here" }),
    pulls: count,
  })
  .openapi("Activity");

export const ScrubPage = z
  .object({
    unknown: z.array(z.string()),
    missing: z.array(z.string()),
    damaged: z.array(z.string()),
    checked: z.number().int(),
    next: z.string().nullable(),
  })
  .openapi("ScrubPage");

export const Database = z
  .object({
    size_bytes: z.number().int().nullable().openapi({ description: "null where the database does not say" }),
    size_bytes_max: z.number().int(),
    rows: z.record(z.string(), z.number().int()),
  })
  .openapi("Database");
