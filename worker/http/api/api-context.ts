import type { Context as HonoContext } from "hono";
import type { Actor } from "../../domain/access/actor.ts";
import type { Context } from "../../domain/context.ts";
import { DomainError } from "../../domain/errors.ts";
import { verifyCredentials } from "../../domain/users/verify-credentials.ts";
import type { HttpEnv } from "../app.ts";
import { authorizationOf } from "../auth/credentials.ts";
import type { SiteContext } from "../site-context.ts";

/** The context of a request under /api: Basic credentials, or nobody. @throws DomainError UNAUTHORIZED */
export async function apiContext(c: HonoContext<HttpEnv>): Promise<Context> {
  const site = c.get("site");
  return { ...site, actor: await actorOf(site, c.req.raw) };
}

async function actorOf(site: SiteContext, request: Request): Promise<Actor> {
  const authorization = authorizationOf(request);
  if (authorization.kind === "none") return { kind: "anonymous" };
  const verified = authorization.kind === "basic" ? await verifyCredentials(site, authorization.credentials, []) : null;
  if (!verified) throw new DomainError("UNAUTHORIZED", { message: "unauthorized" });
  return verified.actor;
}
