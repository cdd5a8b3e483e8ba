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

export const GCHistory = z
  .object({
    id: z.number().int().optional(),
    job_name: z.string().optional(),
    job_kind: z.string().optional(),
    job_parameters: z.string().optional(),
    schedule: ScheduleObj.optional(),
    job_status: z.string().optional(),
    deleted: z.boolean().optional(),
    creation_time: z.string().optional().openapi({ format: "date-time" }),
    update_time: z.string().optional().openapi({ format: "date-time" }),
  })
  .openapi("GCHistory");
