import { z } from "@hono/zod-openapi";

const entry = {
  id: z.number().int(),
  username: z.string(),
  resource: z.string(),
  resource_type: z.string(),
  operation: z.string(),
  op_time: z.string().openapi({ format: "date-time" }),
};

export const AuditLog = z.object(entry).openapi("AuditLog");

export const AuditLogExt = z.object({ ...entry, operation_description: z.string(), operation_result: z.boolean() }).openapi("AuditLogExt");

export const AuditLogEventType = z.object({ event_type: z.string() }).openapi("AuditLogEventType");
