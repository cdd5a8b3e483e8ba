import { authorizeSystem } from "../../domain/access/authorize-system.ts";
import { configurationOf } from "../../domain/configuration/read-configuration.ts";
import { DomainError } from "../../domain/errors.ts";
import { databaseBytesMax, measureDatabase } from "../../domain/system/database.ts";
import { siteId } from "../../domain/site/bootstrap.ts";
import { health } from "../../domain/system/health.ts";
import { storedBytes } from "../../domain/system/statistics.ts";
import { version } from "../../domain/system/version.ts";
import { apiRouter, operation } from "./operation.ts";
import { Database, GeneralInfo, OverallHealthStatus, SystemInfo } from "./schemas/system.ts";

export const system = apiRouter();

operation(
  system,
  { operation: "GET /ping", id: "getPing", tag: "ping", answer: { text: "text/plain", means: "Pong" }, fails: [] },
  async () => new Response("Pong", { headers: { "Content-Type": "text/plain; charset=utf-8" } }),
);

operation(
  system,
  {
    operation: "GET /health",
    id: "getHealth",
    tag: "health",
    answer: { json: OverallHealthStatus, means: "the state of every part" },
    fails: [],
  },
  async ({ ctx }) => {
    const { healthy, components } = await health(ctx);
    const shown = components.map(({ name, error }) => ({
      name,
      status: error === null ? "healthy" : "unhealthy",
      ...(error === null ? {} : { error }),
    }));
    return { status: healthy ? "healthy" : "unhealthy", components: shown };
  },
);

operation(
  system,
  {
    operation: "GET /systeminfo",
    id: "getSystemInfo",
    tag: "systeminfo",
    answer: { json: GeneralInfo, means: "what this site is" },
    fails: [401],
  },
  async ({ ctx, request }) => {
    const configuration = await configurationOf(ctx);
    const everybody = {
      auth_mode: configuration.auth_mode,
      primary_auth_mode: configuration.primary_auth_mode,
      self_registration: configuration.self_registration,
      banner_message: configuration.banner_message,
    };
    if (ctx.actor.kind === "anonymous") return everybody;
    const url = new URL(ctx.settings.externalUrl ?? request.url);
    return {
      ...everybody,
      harbor_version: version,
      site_id: await siteId(ctx),
      registry_url: url.host,
      external_url: url.origin,
      project_creation_restriction: configuration.project_creation_restriction,
      read_only: configuration.read_only,
      notification_enable: configuration.notification_enable,
      has_ca_root: false,
      registry_storage_provider_name: "r2",
      trash_retention: ctx.settings.times.trash_retention.ms / 1000,
      current_time: new Date(ctx.now()).toISOString(),
    };
  },
);

operation(
  system,
  {
    operation: "GET /systeminfo/volumes",
    id: "getVolumes",
    tag: "systeminfo",
    answer: { json: SystemInfo, means: "bytes stored; R2 has no end, so as much is said to be free as a number can hold" },
    fails: [401, 403, 404],
  },
  async ({ ctx }) => {
    await authorizeSystem(ctx, "system-volumes", "read");
    return { storage: [{ total: Number.MAX_SAFE_INTEGER, free: Number.MAX_SAFE_INTEGER - (await storedBytes(ctx)) }] };
  },
);

operation(
  system,
  {
    operation: "GET /systeminfo/getcert",
    id: "getCert",
    tag: "systeminfo",
    answer: { text: "application/octet-stream", means: "the site's own root certificate" },
    fails: [404],
  },
  async () => {
    throw new DomainError("NOT_FOUND", { message: "this site has no root certificate of its own" });
  },
);

operation(
  system,
  {
    operation: "GET /system/database",
    id: "getDatabase",
    tag: "database",
    description: "How full the database is: D1 holds 10 GB at most. Counts the rows of what grows.",
    answer: { json: Database, means: "its size in bytes, and rows by table" },
    fails: [401, 403],
  },
  async ({ ctx }) => {
    const { sizeBytes, rows } = await measureDatabase(ctx);
    return { size_bytes: sizeBytes, size_bytes_max: databaseBytesMax, rows: { ...rows } };
  },
);
