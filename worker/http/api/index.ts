import { OpenAPIHono } from "@hono/zod-openapi";
import type { HttpEnv } from "../app.ts";

export const api = new OpenAPIHono<HttpEnv>();
api.get("/v2.0/health", (c) => c.json({ status: "healthy", components: [] }));
