import { z } from "@hono/zod-openapi";

const id = z.number().int();
const dateTime = z.string().openapi({ format: "date-time" });

export const LdapConf = z
  .object({
    ldap_url: z.string().optional(),
    ldap_search_dn: z.string().optional(),
    ldap_search_password: z.string().optional(),
    ldap_base_dn: z.string().optional(),
    ldap_filter: z.string().optional(),
    ldap_uid: z.string().optional(),
    ldap_scope: z.number().int().optional(),
    ldap_connection_timeout: z.number().int().optional(),
    ldap_verify_cert: z.boolean().optional(),
    // Ours.
    ldap_start_tls: z.boolean().optional(),
    ldap_ca_certificate: z.string().optional(),
  })
  .openapi("LdapConf");

export const LdapPingResult = z
  .object({
    success: z.boolean().optional(),
    message: z.string().optional().openapi({ description: "what answered; or a fault's name, what it means, and what the directory said" }),
  })
  .openapi("LdapPingResult");

export const LdapUser = z
  .object({ username: z.string().optional(), realname: z.string().optional(), email: z.string().optional() })
  .openapi("LdapUser");

export const LdapImportUsers = z.object({ ldap_uid_list: z.array(z.string()).optional() }).openapi("LdapImportUsers");

export const Bridge = z
  .object({
    id,
    name: z.string(),
    enrolled: z.boolean().openapi({ description: "it has a key and may connect" }),
    connected: z.boolean(),
    connections: z.number().int(),
    version: z.string().openapi({ description: "of the program, while it is connected" }),
    key_fingerprint: z.string().openapi({ description: "RFC 7638, as the bridge's log says it, too" }),
    token_expires_at: dateTime.optional().openapi({ description: "there is a token that was not used yet" }),
    connected_since: dateTime.optional(),
    enrolled_time: dateTime.optional(),
    creation_time: dateTime,
  })
  .openapi("Bridge");

export const BridgeReq = z.object({ name: z.string().min(1).max(100) }).openapi("BridgeReq");

export const BridgeToken = z
  .object({
    id,
    token: z.string().openapi({ description: "shown once; for `bridge_token` of the bridge's file" }),
    expires_at: dateTime,
  })
  .openapi("BridgeToken");
