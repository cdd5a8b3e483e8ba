/** Replication: policies, their runs, and what these bring over. */
import { z } from "@hono/zod-openapi";
import { Registry } from "./registries.ts";

const Trigger = z
  .object({
    type: z.string().optional().openapi({ description: "manual, scheduled or event_based" }),
    trigger_settings: z
      .object({ cron: z.string().optional().openapi({ description: "six fields, seconds first and 0" }) })
      .openapi("ReplicationTriggerSettings")
      .nullish(),
  })
  .openapi("ReplicationTrigger");

const Filter = z
  .object({
    type: z.string().optional().openapi({ description: "name, tag, label or resource" }),
    value: z
      .unknown()
      .optional()
      .openapi({ type: "object", description: "a pattern; of a label filter a list of names; of a resource filter image or artifact" }),
    decoration: z.string().nullish().openapi({ description: "matches or excludes, of tag and label filters" }),
  })
  .openapi("ReplicationFilter");

export const ReplicationPolicy = z
  .object({
    id: z.number().int().optional(),
    name: z.string().optional(),
    description: z.string().optional(),
    src_registry: Registry.nullish(),
    dest_registry: Registry.nullish(),
    dest_namespace: z.string().optional(),
    dest_namespace_replace_count: z.number().int().nullish(),
    trigger: Trigger.nullish(),
    filters: z.array(Filter).nullish(),
    replicate_deletion: z.boolean().optional(),
    deletion: z.boolean().optional().openapi({ description: "the older name of replicate_deletion" }),
    allow_mass_deletion: z.boolean().optional().openapi({
      description: "without it a run that would delete more than 10 tags and more than a fifth of those in scope deletes nothing",
    }),
    override: z.boolean().optional(),
    enabled: z.boolean().optional(),
    speed: z.number().int().nullish().openapi({ description: "KB/s of all tasks together; 0 or -1: no limit" }),
    copy_by_chunk: z.boolean().nullish(),
    single_active_replication: z.boolean().nullish(),
    pending_changes: z.number().int().optional().openapi({ description: "that are to be brought over yet" }),
    creation_time: z.string().optional().openapi({ format: "date-time" }),
    update_time: z.string().optional().openapi({ format: "date-time" }),
  })
  .openapi("ReplicationPolicy");

export const StartReplicationExecution = z
  .object({
    policy_id: z.number().int(),
    dry_run: z.boolean().optional().openapi({ description: "only says what would be copied and deleted" }),
  })
  .openapi("StartReplicationExecution");

export const ReplicationExecution = z
  .object({
    id: z.number().int(),
    policy_id: z.number().int(),
    status: z.string().openapi({ description: "InProgress, Succeed, Failed or Stopped" }),
    status_text: z.string(),
    trigger: z.string(),
    start_time: z.string().openapi({ format: "date-time" }),
    end_time: z.string().optional().openapi({ format: "date-time" }),
    total: z.number().int(),
    succeed: z.number().int(),
    failed: z.number().int(),
    in_progress: z.number().int(),
    stopped: z.number().int(),
    dry_run: z.boolean(),
    bytes_total: z.number().int(),
    bytes_done: z.number().int(),
    bytes_per_second: z.number().int().openapi({ description: "now" }),
    counters: z.record(z.string(), z.number()),
  })
  .openapi("ReplicationExecution");

export const ReplicationTask = z
  .object({
    id: z.number().int(),
    execution_id: z.number().int(),
    status: z.string().openapi({ description: "Pending, InProgress, Succeed, Failed or Stopped" }),
    job_id: z.string(),
    operation: z.string().openapi({ description: "copy, deletion or plan" }),
    resource_type: z.string(),
    src_resource: z.string(),
    dst_resource: z.string(),
    start_time: z.string().optional().openapi({ format: "date-time" }),
    end_time: z.string().optional().openapi({ format: "date-time" }),
    bytes_total: z.number().int(),
    bytes_done: z.number().int(),
    message: z.string().openapi({ description: "why it failed, or is tried again" }),
  })
  .openapi("ReplicationTask");
