import { isTokenHost } from "./providers.ts";

/** A Bearer challenge (Docker token authentication), and whom it may send credentials to. */
export interface Challenge {
  readonly realm: string;
  readonly service: string;
}

/** Null: the header asks for something else. */
export function bearerChallenge(header: string | null): Challenge | null {
  if (header === null || !/^bearer\s/i.test(header)) return null;
  const fields = new Map([...header.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name = "", value = ""]) => [name.toLowerCase(), value]));
  const realm = fields.get("realm");
  return realm === undefined ? null : { realm, service: fields.get("service") ?? "" };
}

/**
 * Whether a registry's token realm may see its credentials: on its own host, or on one that is known to be this kind's. Never in the clear
 * when the registry itself is not.
 */
export function isTrustedRealm(type: string, registry: string, realm: string): boolean {
  const [own, other] = [URL.parse(registry), URL.parse(realm)];
  if (!own || !other || !/^https?:$/.test(other.protocol)) return false;
  if (own.protocol === "https:" && other.protocol !== "https:") return false;
  return isTokenHost(type, own.hostname, other.hostname);
}
