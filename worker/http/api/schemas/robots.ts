import { z } from "@hono/zod-openapi";

const id = z.number().int().openapi({ format: "int64" });
const dateTime = z.string().openapi({ format: "date-time" });

const Access = z
  .object({ resource: z.string().optional(), action: z.string().optional(), effect: z.string().optional() })
  .openapi("Access");

const RobotPermission = z
  .object({ kind: z.string().optional(), namespace: z.string().optional(), access: z.array(Access).optional() })
  .openapi("RobotPermission");

export const Robot = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    secret: z.string().optional(),
    level: z.string(),
    duration: id.nullish(),
    editable: z.boolean(),
    disable: z.boolean(),
    expires_at: id,
    permissions: z.array(RobotPermission),
    creator_type: z.string(),
    creator_ref: id,
    creation_time: dateTime,
    update_time: dateTime,
  })
  .openapi("Robot");

export const RobotCreate = z
  .object({
    name: z.string().optional(),
    description: z.string().max(1024).optional(),
    secret: z.string().optional(),
    level: z.string().optional(),
    disable: z.boolean().optional(),
    duration: id.optional(),
    permissions: z.array(RobotPermission).max(1000).optional(),
  })
  .openapi("RobotCreate");

export const RobotCreated = z
  .object({ id, name: z.string(), secret: z.string(), creation_time: dateTime, expires_at: id })
  .openapi("RobotCreated");

export const RobotSec = z.object({ secret: z.string().optional() }).openapi("RobotSec");
