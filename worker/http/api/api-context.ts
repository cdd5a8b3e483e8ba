import type { Context as HonoContext } from "hono";
import { getCookie } from "hono/cookie";
import type { Actor } from "../../domain/access/actor.ts";
import type { Context } from "../../domain/context.ts";
import { DomainError } from "../../domain/errors.ts";
import { keepAlive, sessionUser } from "../../domain/sessions/sessions.ts";
import { verifyCredentials } from "../../domain/users/verify-credentials.ts";
import type { HttpEnv } from "../app.ts";
import { authorizationOf } from "../auth/credentials.ts";
import { checkCsrf, sessionCookie } from "../auth/csrf.ts";
import type { SiteContext } from "../site-context.ts";

/** The context of a request under /api: Basic credentials, a session, or nobody. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function apiContext(c: HonoContext<HttpEnv>): Promise<Context> {
  const site = c.get("site");
  const session = c.req.header("Authorization") === undefined ? getCookie(c, sessionCookie) : undefined;
  return { ...site, actor: session === undefined ? await actorOf(site, c.req.raw) : await personOf(c, site, session) };
}

/** A session that has ended is nobody's; a request that comes with one must prove that the site's own page sent it. */
async function personOf(c: HonoContext<HttpEnv>, site: SiteContext, session: string): Promise<Actor> {
  checkCsrf(c);
  const user = await sessionUser(site, session);
  if (user && c.req.header("X-Harbor-No-Session-Renewal") === undefined) keepAlive(site, session);
  return user ?? { kind: "anonymous" };
}

async function actorOf(site: SiteContext, request: Request): Promise<Actor> {
  const authorization = authorizationOf(request);
  if (authorization.kind === "none") return { kind: "anonymous" };
  const verified = authorization.kind === "basic" ? await verifyCredentials(site, authorization.credentials, []) : null;
  if (!verified) throw new DomainError("UNAUTHORIZED", { message: "unauthorized" });
  return verified.actor;
}
