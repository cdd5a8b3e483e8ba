import type { Values } from "../../../bridge/src/protocol/messages.ts";
import { createSealer } from "../../lib/seal.ts";
import { hasDirectoryHost } from "../../store/directory/stub.ts";
import { type Configuration, configurationFrom } from "../configuration/keys.ts";
import { secretPlace } from "../configuration/secrets.ts";
import type { Context } from "../context.ts";
import type { Route } from "./desk.ts";

/** The directory as this site is told of it. */
export interface DirectoryConfiguration {
  /** Whether people may log in by it. */
  readonly isOn: boolean;
  /** What messages call it. */
  readonly name: string;
  readonly route: Route;
  /** For the bridge; the search password is sealed until it is needed. */
  readonly values: Values;
  readonly sealedPassword: string;
  /** Failed binds of a name until it rests; 0: never. */
  readonly attemptsMax: number;
  /** For one request, whatever it needs of the directory. */
  readonly timeoutMs: number;
}

/**
 * A bridge that is enrolled is the way; without any, a standalone server asks by itself.
 *
 * @param stored the configuration as it is stored
 * @param bridges ids of the bridges whose keys are good
 */
export function directoryFrom(
  ctx: Pick<Context, "store">,
  stored: ReadonlyMap<string, string>,
  bridges: readonly number[],
): DirectoryConfiguration {
  const configuration = configurationFrom(stored);
  const byHost = bridges.length === 0 && hasDirectoryHost(ctx.store);
  return {
    isOn: configuration.auth_mode === "ldap_auth",
    name: configuration.ldap_url || "ldap",
    route: byHost ? { by: "host" } : { by: "bridge", allowed: bridges },
    values: valuesOf(configuration),
    sealedPassword: stored.get("ldap_search_password") ?? "",
    attemptsMax: configuration.ldap_lockout_attempts,
    // A connection, a bind and a few searches: each has the configured time, all together twice as much.
    timeoutMs: configuration.ldap_timeout * 2000 + 500,
  };
}

/** All that the bridge is to know, the search password in the clear: only to be sealed or handed to the host. */
export async function openValues(ctx: Pick<Context, "settings">, { values, sealedPassword }: DirectoryConfiguration): Promise<Values> {
  if (sealedPassword === "") return values;
  const sealer = await createSealer(ctx.settings.secretKeys);
  return { ...values, ldap_search_password: await sealer.open(sealedPassword, secretPlace("ldap_search_password")) };
}

const sent = [
  "ldap_url",
  "ldap_start_tls",
  "ldap_verify_cert",
  "ldap_ca_certificate",
  "ldap_search_dn",
  "ldap_base_dn",
  "ldap_filter",
  "ldap_uid",
  "ldap_scope",
  "ldap_timeout",
  "ldap_group_base_dn",
  "ldap_group_search_filter",
  "ldap_group_attribute_name",
  "ldap_group_search_scope",
  "ldap_group_admin_dn",
  "ldap_group_membership_attribute",
  "ldap_group_nested",
] as const;

function valuesOf(configuration: Configuration): Values {
  return Object.fromEntries(sent.map((key) => [key, configuration[key]]));
}
