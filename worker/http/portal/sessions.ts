/** `/c`: log-in and log-out of people in a browser, as Harbor has them. */
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { DomainError } from "../../domain/errors.ts";
import { logIn, logOut } from "../../domain/sessions/sessions.ts";
import { readBounded } from "../../lib/read-bounded.ts";
import { apiError } from "../api/errors.ts";
import type { HttpEnv } from "../app.ts";
import { clientAddress } from "../auth/credentials.ts";
import { checkCsrf, cookieOptions, renewCsrf, sessionCookie } from "../auth/csrf.ts";

export const sessions = new Hono<HttpEnv>();

const formBytesMax = 64 * 1024;

sessions.use(async (c, next) => {
  checkCsrf(c);
  await next();
});

sessions.post("/login", async (c) => {
  const body = await readBounded(c.req.raw, formBytesMax);
  if (!body) throw new DomainError("TOO_LARGE");
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const credentials = { username: form.get("principal") ?? "", password: form.get("password") ?? "", address: clientAddress(c.req.raw) };
  const id = credentials.username === "" ? null : await logIn(c.get("site"), credentials, getCookie(c, sessionCookie) ?? null);
  if (id === null) return c.body(null, 401);
  setCookie(c, sessionCookie, id, { ...cookieOptions(c), sameSite: "Lax" });
  renewCsrf(c, id);
  return c.body(null, 200);
});

sessions.get("/log_out", async (c) => {
  const id = getCookie(c, sessionCookie);
  if (id) await logOut(c.get("site"), id);
  deleteCookie(c, sessionCookie, cookieOptions(c));
  return c.body(null, 200);
});

sessions.all("*", () => {
  throw new DomainError("NOT_FOUND");
});

sessions.onError((error, c) => {
  const answer = apiError(error, c.get("site").log);
  // A refusal still brings the cookie that the next try needs.
  for (const cookie of c.res.headers.getSetCookie()) answer.headers.append("Set-Cookie", cookie);
  return answer;
});
