/** Keys of the configuration, how each is entered, and in what order. Their words are in `configuration-keys.ts`. */
export interface Field {
  readonly key: string;
  readonly kind: "text" | "number" | "switch" | "choice" | "list" | "password" | "pem" | "size" | "events" | "banner";
  readonly min?: number;
  readonly max?: number;
  readonly unit?: "minutes" | "days" | "seconds" | "mebibytes";
  readonly choices?: readonly string[];
  readonly placeholder?: string;
}

export interface Section {
  readonly name: string;
  readonly fields: readonly Field[];
}

export const systemSections = [
  {
    name: "projects",
    fields: [
      { key: "read_only", kind: "switch" },
      { key: "project_creation_restriction", kind: "choice", choices: ["everyone", "adminonly"] },
      { key: "quota_per_project_enable", kind: "switch" },
      { key: "storage_per_project", kind: "size" },
    ],
  },
  { name: "banner", fields: [{ key: "banner_message", kind: "banner" }] },
  {
    name: "sessions",
    fields: [
      { key: "session_timeout", kind: "number", min: 1, unit: "minutes" },
      { key: "token_expiration", kind: "number", min: 1, unit: "minutes" },
      { key: "robot_token_duration", kind: "number", min: 1, unit: "days" },
      { key: "robot_name_prefix", kind: "text", placeholder: "robot$" },
    ],
  },
  {
    name: "audit",
    fields: [
      { key: "audit_log_forward_endpoint", kind: "list", max: 4, placeholder: "tls://syslog.example.com:6514" },
      { key: "audit_log_forward_authorization", kind: "password" },
      { key: "skip_audit_log_database", kind: "switch" },
      { key: "disabled_audit_log_event_types", kind: "events" },
    ],
  },
  {
    name: "pulls",
    fields: [
      { key: "pull_count_update_disable", kind: "switch" },
      { key: "pull_time_update_disable", kind: "switch" },
      { key: "pull_audit_log_disable", kind: "switch" },
    ],
  },
  {
    name: "outside",
    fields: [
      { key: "allowed_hosts", kind: "list", placeholder: "registry.corp.example" },
      { key: "replication_concurrency", kind: "number", min: 1, max: 64 },
      { key: "replication_chunk_mib", kind: "number", min: 1, max: 90, unit: "mebibytes" },
    ],
  },
] as const satisfies readonly Section[];

export const directorySections = [
  {
    name: "connection",
    fields: [
      { key: "ldap_url", kind: "text", placeholder: "ldaps://dc1.example.test" },
      { key: "ldap_start_tls", kind: "switch" },
      { key: "ldap_verify_cert", kind: "switch" },
      { key: "ldap_ca_certificate", kind: "pem", placeholder: "-----BEGIN CERTIFICATE-----" },
      { key: "ldap_timeout", kind: "number", min: 1, max: 60, unit: "seconds" },
    ],
  },
  {
    name: "account",
    fields: [
      { key: "ldap_search_dn", kind: "text", placeholder: "cn=reader,dc=example,dc=org" },
      { key: "ldap_search_password", kind: "password" },
    ],
  },
  {
    name: "people",
    fields: [
      { key: "ldap_base_dn", kind: "text", placeholder: "ou=people,dc=example,dc=org" },
      { key: "ldap_scope", kind: "choice", choices: ["2", "1", "0"] },
      { key: "ldap_uid", kind: "text", placeholder: "uid" },
      { key: "ldap_filter", kind: "text", placeholder: "(&(objectClass=person)(!(employeeType=left)))" },
    ],
  },
  {
    name: "groups",
    fields: [
      { key: "ldap_group_base_dn", kind: "text", placeholder: "ou=groups,dc=example,dc=org" },
      { key: "ldap_group_search_scope", kind: "choice", choices: ["2", "1", "0"] },
      { key: "ldap_group_search_filter", kind: "text", placeholder: "(objectClass=groupOfNames)" },
      { key: "ldap_group_attribute_name", kind: "text", placeholder: "cn" },
      { key: "ldap_group_membership_attribute", kind: "text", placeholder: "memberof" },
      { key: "ldap_group_nested", kind: "switch" },
      { key: "ldap_group_admin_dn", kind: "text", placeholder: "cn=registry-admins,ou=groups,dc=example,dc=org" },
    ],
  },
  { name: "protection", fields: [{ key: "ldap_lockout_attempts", kind: "number", min: 0, max: 100 }] },
] as const satisfies readonly Section[];

/** Taken, and without effect. */
export const withoutEffect: readonly string[] = ["ldap_group_attach_parallel"];

export const authMode: Field = { key: "auth_mode", kind: "choice", choices: ["db_auth", "ldap_auth"] };

export function fieldsOf(sections: readonly Section[]): Field[] {
  return sections.flatMap(({ fields }) => fields);
}
