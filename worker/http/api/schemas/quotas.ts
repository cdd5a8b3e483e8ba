import { z } from "@hono/zod-openapi";
import { ResourceList } from "./projects.ts";

const dateTime = z.string().openapi({ format: "date-time" });

export const Quota = z
  .object({
    id: z.number().int(),
    ref: z.object({ id: z.number().int(), name: z.string(), owner_name: z.string() }).openapi("QuotaRefObject"),
    hard: ResourceList,
    used: ResourceList,
    creation_time: dateTime,
    update_time: dateTime,
  })
  .openapi("Quota");

export const QuotaUpdateReq = z.object({ hard: ResourceList }).openapi("QuotaUpdateReq");
