import { Buffer } from "node:buffer";
import type { Credentials } from "../../domain/users/verify-credentials.ts";

/** What an Authorization header brings. `malformed`: it is there but cannot be read. */
export type Authorization =
  | { readonly kind: "none" }
  | { readonly kind: "basic"; readonly credentials: Credentials }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "malformed" };

/** RFC 9110 §11.6.2, RFC 7617 §2, RFC 6750 §2.1. */
export function authorizationOf(request: Request): Authorization {
  const header = request.headers.get("Authorization");
  if (header === null) return { kind: "none" };
  const [scheme = "", value = ""] = header.split(/ +(.*)/s);
  if (scheme.toLowerCase() === "bearer" && value !== "") return { kind: "bearer", token: value.trim() };
  if (scheme.toLowerCase() !== "basic") return { kind: "malformed" };
  const pair = decode(value.trim());
  const colon = pair?.indexOf(":") ?? -1;
  if (pair === null || colon < 1) return { kind: "malformed" };
  const address = clientAddress(request);
  return { kind: "basic", credentials: { username: pair.slice(0, colon), password: pair.slice(colon + 1), address } };
}

/** Cloudflare and the standalone server overwrite this header; a client cannot choose it. */
export function clientAddress(request: Request): string {
  return request.headers.get("CF-Connecting-IP") ?? "unknown";
}

function decode(base64: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    return null;
  }
}
