import { auditEventTypes } from "../audit/event-types.ts";
import { parseForwardEndpoints } from "../audit/forward-endpoints.ts";

/**
 * Every configuration key of Harbor 2.16 (`src/lib/config/metadata`), one row each, and our own after them. `built`: the feature is here and the value takes
 * effect at once; any other key reads as its default and takes only that.
 */
interface Key {
  readonly type: "string" | "number" | "boolean" | "password";
  readonly default: string | number | boolean;
  readonly built: boolean;
  /** Says what is wrong with a value, or null. */
  readonly problem?: (value: string | number | boolean) => string | null;
}

const text = (value = "") => ({ type: "string", default: value, built: false }) as const;
const flag = (value = false) => ({ type: "boolean", default: value, built: false }) as const;
const count = (value: number) => ({ type: "number", default: value, built: false }) as const;
const password = { type: "password", default: "", built: false } as const;
const built = <K extends Key>(key: K, problem: Key["problem"] = () => null) => ({ ...key, built: true, problem });

const oneOf =
  (...allowed: readonly string[]): NonNullable<Key["problem"]> =>
  (value) =>
    allowed.includes(String(value)) ? null : `must be one of ${allowed.join(", ")}`;
const atLeast =
  (min: number): NonNullable<Key["problem"]> =>
  (value) =>
    Number(value) >= min ? null : `must be at least ${min}`;
const between =
  (min: number, max: number): NonNullable<Key["problem"]> =>
  (value) =>
    Number(value) >= min && Number(value) <= max ? null : `must be from ${min} to ${max}`;
const prefix: NonNullable<Key["problem"]> = (value) =>
  /^[a-z0-9]{0,50}[$@_.-]$/.test(String(value)) ? null : "must be lower-case letters and digits with one of $ @ _ . - at its end";
const limit: NonNullable<Key["problem"]> = (value) =>
  Number(value) === -1 || Number(value) > 0 ? null : "must be -1 (none) or a number of bytes above 0";

const listed = (value: string) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const eventTypes: NonNullable<Key["problem"]> = (value) => {
  const unknown = listed(String(value)).find((type) => !auditEventTypes.some((known) => known === type));
  return unknown === undefined ? null : `has ${JSON.stringify(unknown)}, which is no type of audit event`;
};

const forwardEndpoints: NonNullable<Key["problem"]> = (value) =>
  parseForwardEndpoints(String(value)) === null
    ? "must be endpoints by commas, four at most, each host:port, tcp://host:port or tls://host:port (syslog) or https://host/path"
    : null;

const hosts: NonNullable<Key["problem"]> = (value) => {
  const strange = listed(String(value)).find(
    (name) => URL.parse(`http://${name}/`)?.pathname !== "/" || /[@:?#]/.test(name.replace(/^\[.*\]$/, "")),
  );
  return strange === undefined ? null : `has ${JSON.stringify(strange)}, which is neither a host name nor an address (IPv6 in brackets)`;
};

const directoryUrls: NonNullable<Key["problem"]> = (value) => {
  const strange = String(value)
    .split(/[\s,]+/)
    .filter((url) => url !== "")
    .find(
      (url) => !URL.parse(/^ldaps?:\/\//i.test(url) ? url : `ldap://${url}`)?.hostname || (/:\/\//.test(url) && !/^ldaps?:/i.test(url)),
    );
  return strange === undefined ? null : "must be like ldaps://host:636, several with spaces between";
};

/** A first look; the directory's own parser has the last word. */
const filter: NonNullable<Key["problem"]> = (value) => {
  let depth = 0;
  for (const char of String(value)) {
    depth += Number(char === "(") - Number(char === ")");
    if (depth < 0) break;
  }
  return value === "" || (depth === 0 && String(value).includes("=")) ? null : "must be a filter like (objectClass=person)";
};

const attribute: NonNullable<Key["problem"]> = (value) =>
  /^([A-Za-z][\w;-]{0,100}|\d+(\.\d+)+)?$/.test(String(value)) ? null : "must be the name of an attribute";

const certificates: NonNullable<Key["problem"]> = (value) =>
  value === "" || String(value).includes("-----BEGIN CERTIFICATE-----") ? null : "must be certificates in PEM";

export const configurationKeys = {
  auth_mode: built(text("db_auth"), oneOf("db_auth", "ldap_auth", "oidc_auth", "http_auth", "uaa_auth")),
  primary_auth_mode: flag(),
  ldap_url: built(text(), directoryUrls),
  ldap_search_dn: built(text()),
  ldap_search_password: built(password),
  ldap_base_dn: built(text()),
  ldap_filter: built(text(), filter),
  ldap_uid: built(text("cn"), attribute),
  ldap_scope: built(count(2), between(0, 2)),
  ldap_timeout: built(count(5), between(1, 60)),
  ldap_verify_cert: built(flag(true)),
  ldap_group_base_dn: built(text()),
  ldap_group_search_filter: built(text(), filter),
  ldap_group_attribute_name: built(text(), attribute),
  ldap_group_search_scope: built(count(2), between(0, 2)),
  ldap_group_admin_dn: built(text()),
  ldap_group_membership_attribute: built(text("memberof"), attribute),
  // Groups come in one query at most for each level, so there is nothing to do in parallel.
  ldap_group_attach_parallel: built(flag()),
  oidc_name: text(),
  oidc_endpoint: text(),
  oidc_client_id: text(),
  oidc_client_secret: password,
  oidc_groups_claim: text(),
  oidc_admin_group: text(),
  oidc_group_filter: text(),
  oidc_scope: text(),
  oidc_user_claim: text(),
  oidc_verify_cert: flag(true),
  oidc_auto_onboard: flag(),
  oidc_extra_redirect_parms: text(),
  oidc_logout: flag(),
  http_authproxy_endpoint: text(),
  http_authproxy_tokenreview_endpoint: text(),
  http_authproxy_admin_groups: text(),
  http_authproxy_admin_usernames: text(),
  http_authproxy_verify_cert: flag(true),
  http_authproxy_skip_search: flag(),
  http_authproxy_server_certificate: text(),
  uaa_client_id: text(),
  uaa_client_secret: password,
  uaa_endpoint: text(),
  uaa_verify_cert: flag(true),
  project_creation_restriction: built(text("everyone"), oneOf("everyone", "adminonly")),
  read_only: built(flag()),
  self_registration: flag(),
  token_expiration: built(count(30), atLeast(1)),
  robot_token_duration: built(count(30), atLeast(1)),
  robot_name_prefix: built(text("robot$"), prefix),
  notification_enable: flag(true),
  quota_per_project_enable: built(flag(true)),
  storage_per_project: built(count(-1), limit),
  session_timeout: built(count(60), atLeast(1)),
  pull_time_update_disable: built(flag()),
  pull_count_update_disable: built(flag()),
  pull_audit_log_disable: built(flag()),
  audit_log_forward_endpoint: built(text(), forwardEndpoints),
  skip_audit_log_database: built(flag()),
  scanner_skip_update_pulltime: flag(),
  disabled_audit_log_event_types: built(text(), eventTypes),
  banner_message: built(text()),
  // Ours.
  allowed_hosts: built(text(), hosts),
  audit_log_forward_authorization: built(password),
  replication_chunk_mib: built(count(32), between(1, 90)),
  replication_concurrency: built(count(4), between(1, 64)),
  ldap_start_tls: built(flag()),
  ldap_ca_certificate: built(text(), certificates),
  ldap_group_nested: built(flag(true)),
  ldap_lockout_attempts: built(count(3), between(0, 100)),
} as const satisfies Readonly<Record<string, Key>>;

export type ConfigurationKey = keyof typeof configurationKeys;

/** The values of all keys, by type. Passwords are never among them. */
export type Configuration = {
  readonly [K in ConfigurationKey]: {
    boolean: boolean;
    number: number;
    string: string;
    password: string;
  }[(typeof configurationKeys)[K]["type"]];
};

/** From what is stored, each value as text; what is not there is the default. */
export function configurationFrom(stored: ReadonlyMap<string, string>): Configuration {
  const entries = Object.entries<Key>(configurationKeys).map(([key, row]) => [key, valueOf(row, stored.get(key))]);
  return Object.fromEntries(entries) as Configuration;
}

function valueOf(row: Key, value: string | undefined): string | number | boolean {
  if (value === undefined) return row.default;
  if (row.type === "boolean") return value === "true";
  return row.type === "number" ? Number(value) : value;
}
