/** Shapes of the wire that only the upkeep of the site needs. */
import type { z } from "@hono/zod-openapi";
import type * as directory from "../../../worker/http/api/schemas/directory.ts";
import type * as jobs from "../../../worker/http/api/schemas/jobs.ts";
import type * as system from "../../../worker/http/api/schemas/system.ts";

export type RunShown = z.infer<typeof jobs.ExecHistory>;
export type WorkerPool = z.infer<typeof jobs.WorkerPool>;
export type RunningTask = z.infer<typeof jobs.Worker>;
export type JobQueue = z.infer<typeof jobs.JobQueue>;
export type ScheduledTask = z.infer<typeof jobs.ScheduleTask>;
export type Bridge = z.infer<typeof directory.Bridge>;
export type BridgeToken = z.infer<typeof directory.BridgeToken>;
export type PingResult = z.infer<typeof directory.LdapPingResult>;
export type Database = z.infer<typeof system.Database>;
export type Volumes = z.infer<typeof system.SystemInfo>;
export type ActivityDay = z.infer<typeof system.Activity>;

export type ConfigurationValues = Readonly<Record<string, string | number | boolean>>;
/** In seconds. */
export type Times = Readonly<Record<string, number>>;
