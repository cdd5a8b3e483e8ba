import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Context as HonoContext } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { DomainError } from "../../domain/errors.ts";
import type { HttpEnv } from "../app.ts";

/** Names as Harbor's clients know them (gorilla/csrf): Terraform's provider takes both from a 403 and tries again. */
const cookieName = "_gorilla_csrf";
const headerName = "X-Harbor-CSRF-Token";
export const sessionCookie = "sid";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/**
 * The cookie holds a random value; the header must bring what only this site can make of it and of the session. Another origin can have the
 * browser send the cookies, and can read neither.
 *
 * @throws DomainError FORBIDDEN for an unsafe method without the token; the answer carries a fresh one.
 */
export function checkCsrf(c: HonoContext<HttpEnv>): void {
  const known = getCookie(c, cookieName);
  const value = known && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString("base64url");
  const token = tokenOf(c, value, getCookie(c, sessionCookie) ?? "");
  if (value !== known) setCookie(c, cookieName, value, { ...cookieOptions(c), sameSite: "Strict" });
  c.header(headerName, token);
  if (safeMethods.has(c.req.raw.method) || isSame(c.req.header(headerName) ?? "", token)) return;
  throw new DomainError("FORBIDDEN", { message: "the CSRF token is missing or not right", headers: { [headerName]: token } });
}

/** After a log-in the token is another: the session is part of it. */
export function renewCsrf(c: HonoContext<HttpEnv>, session: string): void {
  const value = getCookie(c, cookieName);
  if (value) c.header(headerName, tokenOf(c, value, session));
}

export function cookieOptions(c: HonoContext<HttpEnv>) {
  const { externalUrl, scheme } = c.get("site").settings;
  const isSecure = externalUrl ? externalUrl.startsWith("https:") : (scheme ?? new URL(c.req.url).protocol).startsWith("https");
  // Without TLS, which only a machine's own address should be, a secure cookie would never come back.
  return { path: "/", httpOnly: true, secure: isSecure } as const;
}

function tokenOf(c: HonoContext<HttpEnv>, value: string, session: string): string {
  const [key = ""] = c.get("site").settings.secretKeys;
  return createHmac("sha256", `csrf ${key}`).update(`${value}\n${session}`).digest("base64");
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
