import { parseFilter } from "./ldap/filter.ts";
import { DirectoryFault } from "./protocol/faults.ts";
import type { Values } from "./protocol/messages.ts";

/** What is known of a directory: parsed once for a request, optional in, required out. */
export interface DirectorySettings {
  /** Tried in this order, from the last that answered. */
  readonly urls: readonly string[];
  readonly startTls: boolean;
  readonly verifyCertificate: boolean;
  /** PEM of further authorities, or null. */
  readonly ca: string | null;
  readonly searchDn: string;
  readonly searchPassword: string;
  readonly baseDn: string;
  readonly filter: string;
  readonly uid: string;
  readonly scope: Scope;
  readonly timeoutMs: number;
  readonly groups: {
    readonly baseDn: string;
    readonly filter: string;
    readonly nameAttribute: string;
    readonly scope: Scope;
    readonly adminDn: string;
    readonly membershipAttribute: string;
    readonly nested: boolean;
  };
  /** Connections to the directory at once. */
  readonly poolSize: number;
}

export type Scope = "base" | "one" | "sub";

/** Every key that a site sends or a bridge's file has, with what it is when nobody says it. */
export const directoryKeys = {
  ldap_url: "",
  ldap_urls: "",
  ldap_start_tls: false,
  ldap_verify_cert: true,
  ldap_ca_certificate: "",
  ldap_search_dn: "",
  ldap_search_password: "",
  ldap_base_dn: "",
  ldap_filter: "",
  ldap_uid: "cn",
  ldap_scope: 2,
  ldap_timeout: 5,
  ldap_group_base_dn: "",
  ldap_group_search_filter: "",
  ldap_group_attribute_name: "",
  ldap_group_search_scope: 2,
  ldap_group_admin_dn: "",
  ldap_group_membership_attribute: "memberof",
  ldap_group_nested: true,
  ldap_pool_size: 8,
} as const;

export type DirectoryKey = keyof typeof directoryKeys;

const scopes: readonly Scope[] = ["base", "one", "sub"];

/** @throws DirectoryFault misconfigured or filter_bad, naming the key */
export function parseDirectorySettings(values: Values): DirectorySettings {
  const text = (key: DirectoryKey) => String(values[key] ?? directoryKeys[key]).trim();
  const number = (key: DirectoryKey, min: number, max: number) => {
    const value = Number(values[key] ?? directoryKeys[key]);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new DirectoryFault("misconfigured", `${key} must be a whole number from ${min} to ${max}`);
    }
    return value;
  };
  const flag = (key: DirectoryKey) => {
    const value = (text(key) || String(directoryKeys[key])).toLowerCase();
    // What is neither must not be taken for "no": it could mean that certificates are not verified.
    if (value !== "true" && value !== "false") throw new DirectoryFault("misconfigured", `${key} must be true or false`);
    return value === "true";
  };
  const scope = (key: DirectoryKey) => scopes[number(key, 0, 2)] ?? "sub";
  const urls = (text("ldap_urls") || text("ldap_url")).split(/[\s,]+/).filter((url) => url !== "");
  if (urls.length === 0) throw new DirectoryFault("misconfigured", "ldap_url is not set");
  const baseDn = text("ldap_base_dn");
  return {
    urls: urls.map(ldapUrl),
    startTls: flag("ldap_start_tls"),
    verifyCertificate: flag("ldap_verify_cert"),
    ca: text("ldap_ca_certificate") || null,
    searchDn: text("ldap_search_dn"),
    // A password may begin or end with a space.
    searchPassword: String(values.ldap_search_password ?? ""),
    baseDn,
    filter: filter("ldap_filter", text("ldap_filter")),
    uid: attribute("ldap_uid", text("ldap_uid") || "cn"),
    scope: scope("ldap_scope"),
    timeoutMs: number("ldap_timeout", 1, 60) * 1000,
    groups: {
      baseDn: text("ldap_group_base_dn") || baseDn,
      filter: filter("ldap_group_search_filter", text("ldap_group_search_filter")),
      nameAttribute: attribute("ldap_group_attribute_name", text("ldap_group_attribute_name") || "cn"),
      scope: scope("ldap_group_search_scope"),
      adminDn: text("ldap_group_admin_dn"),
      membershipAttribute: attribute("ldap_group_membership_attribute", text("ldap_group_membership_attribute") || "memberof"),
      nested: flag("ldap_group_nested"),
    },
    poolSize: number("ldap_pool_size", 2, 100),
  };
}

/** As Harbor reads it: without a scheme it is plain, and port 636 means TLS. */
function ldapUrl(given: string): string {
  const url = URL.parse(/^ldaps?:\/\//i.test(given) ? given : `ldap://${given}`);
  if (!url || url.hostname === "" || url.username !== "" || url.search !== "" || !["", "/"].includes(url.pathname)) {
    throw new DirectoryFault("misconfigured", "ldap_url must be like ldaps://host:636");
  }
  const isTls = url.protocol === "ldaps:" || url.port === "636";
  return `${isTls ? "ldaps" : "ldap"}://${url.hostname.toLowerCase()}:${url.port || (isTls ? "636" : "389")}`;
}

/** RFC 4512 §2.5: a name or an object identifier. */
function attribute(key: DirectoryKey, name: string): string {
  if (!/^[A-Za-z][\w;-]{0,100}$|^\d+(\.\d+)+$/.test(name))
    throw new DirectoryFault("misconfigured", `${key} is not the name of an attribute`);
  return name;
}

/** Looked at here, so that `ping` and `check` say it before somebody's log-in does. */
function filter(key: DirectoryKey, given: string): string {
  try {
    parseFilter(given);
    return given;
  } catch (error) {
    throw new DirectoryFault("filter_bad", `${key}: ${error instanceof DirectoryFault ? error.detail : String(error)}`, { cause: error });
  }
}
