/** `/bridge`: where the program beside a directory dials in. Who it is, it proves in its first message (docs/bridge-protocol.md). */
import { Hono } from "hono";
import { connectBridge } from "../../domain/bridges/connect-bridge.ts";
import { apiError } from "../api/errors.ts";
import type { HttpEnv } from "../app.ts";

export const bridge = new Hono<HttpEnv>();

bridge.get("/", async (c) => connectBridge(c.get("site"), c.req.raw));
bridge.onError((error, c) => apiError(error, c.get("site").log));
