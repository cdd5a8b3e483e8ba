import { z } from "@hono/zod-openapi";
import { scheduleTypes } from "../../../domain/jobs/schedule-request.ts";

const ScheduleObj = z
  .object({
    type: z.enum(scheduleTypes).optional(),
    cron: z.string().optional(),
    next_scheduled_time: z.string().optional().openapi({ format: "date-time" }),
    next_runs: z.array(z.string()).optional().openapi({ description: "the next three times" }),
  })
  .openapi("ScheduleObj");

export const Schedule = z
  .object({
    id: z.number().int().optional(),
    status: z.string().optional(),
    creation_time: z.string().optional().openapi({ format: "date-time" }),
    update_time: z.string().optional().openapi({ format: "date-time" }),
    schedule: ScheduleObj.optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi("Schedule");

const history = z.object({
  id: z.number().int().optional(),
  job_name: z.string().optional(),
  job_kind: z.string().optional(),
  job_parameters: z.string().optional(),
  schedule: ScheduleObj.optional(),
  job_status: z.string().optional(),
  deleted: z.boolean().optional(),
  creation_time: z.string().optional().openapi({ format: "date-time" }),
  update_time: z.string().optional().openapi({ format: "date-time" }),
});

export const GCHistory = history.openapi("GCHistory");
export const ExecHistory = history.openapi("ExecHistory");

export const WorkerPool = z
  .object({
    pid: z.number().int(),
    worker_pool_id: z.string(),
    start_at: z.string().optional().openapi({ format: "date-time" }),
    heartbeat_at: z.string().openapi({ format: "date-time" }),
    concurrency: z.number().int(),
    host: z.string(),
  })
  .openapi("WorkerPool");

export const Worker = z
  .object({
    id: z.string(),
    pool_id: z.string(),
    job_name: z.string(),
    job_id: z.string(),
    start_at: z.string().nullish().openapi({ format: "date-time" }),
    check_in: z.string().optional(),
    checkin_at: z.string().nullish().openapi({ format: "date-time" }),
  })
  .openapi("Worker");

export const JobQueue = z
  .object({
    job_type: z.string(),
    count: z.number().int(),
    latency: z.number().int().openapi({ description: "seconds since the first of them was due" }),
    paused: z.boolean(),
  })
  .openapi("JobQueue");

export const ActionRequest = z.object({ action: z.enum(["stop", "pause", "resume"]) }).openapi("ActionRequest");

export const ScheduleTask = z
  .object({
    id: z.number().int(),
    vendor_type: z.string(),
    vendor_id: z.number().int(),
    cron: z.string(),
    update_time: z.string().openapi({ format: "date-time" }),
    next_runs: z.array(z.string()).openapi({ description: "the next three times" }),
  })
  .openapi("ScheduleTask");

export const SchedulerStatus = z.object({ paused: z.boolean() }).openapi("SchedulerStatus");
