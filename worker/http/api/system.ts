import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { scrubPage } from "../../domain/scrub/scrub-page.ts";
import { health } from "../../domain/system/health.ts";
import { version } from "../../domain/system/version.ts";
import type { HttpEnv } from "../app.ts";
import { apiContext } from "./api-context.ts";
import { refuseInvalid } from "./errors.ts";
import { failures, json } from "./schemas/common.ts";
import { GeneralInfo, OverallHealthStatus, ScrubPage } from "./schemas/system.ts";

export const system = new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid });

system.openapi(
  createRoute({
    method: "get",
    path: "/ping",
    tags: ["ping"],
    responses: { 200: { description: "Pong", content: { "text/plain": { schema: z.string() } } } },
  }),
  (c) => c.text("Pong"),
);

system.openapi(
  createRoute({
    method: "get",
    path: "/health",
    tags: ["health"],
    responses: { 200: json(OverallHealthStatus, "the state of every part") },
  }),
  async (c) => {
    const { healthy, components } = await health(c.get("site"));
    const shown = components.map(({ name, error }) => ({
      name,
      status: error === null ? "healthy" : "unhealthy",
      ...(error === null ? {} : { error }),
    }));
    return c.json({ status: healthy ? "healthy" : "unhealthy", components: shown }, 200);
  },
);

system.openapi(
  createRoute({
    method: "get",
    path: "/systeminfo",
    tags: ["systeminfo"],
    responses: { 200: json(GeneralInfo, "what this site is"), ...failures },
  }),
  async (c) => {
    const ctx = await apiContext(c);
    const everybody = { auth_mode: "db_auth", primary_auth_mode: false, self_registration: false };
    if (ctx.actor.kind !== "user") return c.json(everybody, 200);
    const url = new URL(ctx.settings.externalUrl ?? c.req.url);
    return c.json(
      {
        ...everybody,
        harbor_version: version,
        registry_url: url.host,
        external_url: url.origin,
        project_creation_restriction: "everyone",
        read_only: false,
        notification_enable: false,
        has_ca_root: false,
        registry_storage_provider_name: "r2",
        current_time: new Date(ctx.now()).toISOString(),
      },
      200,
    );
  },
);

system.openapi(
  createRoute({
    method: "post",
    path: "/system/scrub",
    tags: ["scrub"],
    description: "Looks at the next part of the storage; begin without a cursor and go on with `next` until it is null.",
    request: { query: z.object({ cursor: z.string().optional() }) },
    responses: { 200: json(ScrubPage, "what was found in this part"), ...failures },
  }),
  async (c) => {
    const page = await scrubPage(await apiContext(c), c.req.valid("query").cursor ?? null);
    const { unknown, missing, damaged, checked, next } = page;
    return c.json({ unknown: [...unknown], missing: [...missing], damaged: [...damaged], checked, next }, 200);
  },
);
