import { Hono } from "hono";
import { DomainError } from "../../domain/errors.ts";
import { readBounded } from "../../lib/read-bounded.ts";
import { issueToken, tokenService } from "../../domain/tokens/issue-token.ts";
import { parseScopes } from "../../domain/tokens/scopes.ts";
import type { Credentials } from "../../domain/users/verify-credentials.ts";
import type { HttpEnv } from "../app.ts";
import { apiError } from "../api/errors.ts";
import { authorizationOf, clientAddress } from "../auth/credentials.ts";
import type { SiteContext } from "../site-context.ts";

const formBytesMax = 64 * 1024;

/** Docker token authentication, and its OAuth2 form by POST that containerd and helm use. */
export const serviceToken = new Hono<HttpEnv>();

serviceToken.get("/", async (c) => {
  const query = new URL(c.req.url).searchParams;
  const authorization = authorizationOf(c.req.raw);
  const credentials = authorization.kind === "basic" ? authorization.credentials : null;
  return answer(c.get("site"), { service: query.get("service"), scopes: query.getAll("scope"), credentials });
});

serviceToken.post("/", async (c) => {
  const body = await readBounded(c.req.raw, formBytesMax);
  if (!body) throw new DomainError("BAD_REQUEST", { message: "the form is too long" });
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const username = form.get("username");
  const password = form.get("password");
  if (form.get("grant_type") !== "password" || !username || password === null) {
    return Response.json({ error: "unsupported_grant_type", error_description: "grant_type must be password" }, { status: 400 });
  }
  const credentials = { username, password, address: clientAddress(c.req.raw) };
  return answer(c.get("site"), { service: form.get("service"), scopes: form.getAll("scope"), credentials });
});

serviceToken.onError((error, c) => apiError(error, c.get("site").log));

async function answer(
  site: SiteContext,
  asked: { service: string | null; scopes: string[]; credentials: Credentials | null },
): Promise<Response> {
  if (asked.service !== tokenService) {
    return new Response(`Unable to handle service: ${asked.service ?? ""}`, { status: 400 });
  }
  const issued = await issueToken(site, { credentials: asked.credentials, scopes: parseScopes(asked.scopes) });
  // Docker prints its own words for an empty 401, and tools look for those.
  if (!issued) return new Response(null, { status: 401 });
  const { token, expiresInSeconds, issuedAt } = issued;
  const body = { token, access_token: token, expires_in: expiresInSeconds, issued_at: issuedAt };
  return Response.json(body, { headers: { "Cache-Control": "no-store" } });
}
