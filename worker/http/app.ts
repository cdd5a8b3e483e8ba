import { Hono } from "hono";
import { ensureBootstrapped } from "../domain/site/bootstrap.ts";
import type { Bindings } from "../store/bindings.ts";
import { api } from "./api/index.ts";
import { bridge } from "./bridge/connect.ts";
import { sessions } from "./portal/sessions.ts";
import { registryError } from "./registry/errors.ts";
import { serveRegistry } from "./registry/router.ts";
import { type SiteContext, siteContext } from "./site-context.ts";
import { serviceToken } from "./token/service-token.ts";

export interface HttpEnv {
  Bindings: Bindings;
  Variables: { site: SiteContext };
}

/** All of HTTP. Paths that are none of these are static assets and never reach the Worker. */
export const app = new Hono<HttpEnv>();

app.use(async (c, next) => {
  const requestId = c.req.header("X-Request-Id")?.slice(0, 128) || crypto.randomUUID();
  const site = siteContext(c.env, requestId, (work) => c.executionCtx.waitUntil(work));
  c.set("site", site);
  await ensureBootstrapped(site);
  await next();
  // The answer that opens a WebSocket is the runtime's own.
  if (c.res.status !== 101) c.res.headers.set("X-Request-Id", requestId);
});

app.on(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"], ["/v2", "/v2/*"], async (c) => {
  const site = c.get("site");
  const answer = await serveRegistry(site, c.req.raw, rawPath(c.req.url)).catch((error: unknown) => registryError(error, site.log));
  const headers = new Headers(answer.headers);
  headers.set("Docker-Distribution-Api-Version", "registry/2.0");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
  return new Response(answer.body, { status: answer.status, headers });
});

app.route("/service/token", serviceToken);
app.route("/api", api);
app.route("/c", sessions);
app.route("/bridge", bridge);

/** The path as the client sent it: `URL` would resolve dots, and an escape must stay one. */
function rawPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.search(/[?#]/);
  return url.slice(start, end === -1 ? undefined : end);
}
