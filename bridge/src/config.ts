import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Values } from "./protocol/messages.ts";
import { DirectoryFault } from "./protocol/faults.ts";
import { type DirectoryKey, directoryKeys, parseDirectorySettings } from "./settings.ts";

/** What a bridge is told at its start: its file, and over it the environment. */
export interface BridgeConfig {
  readonly siteUrl: URL;
  /** Needed until the bridge is enrolled. */
  readonly token: string | null;
  readonly keyFile: string;
  readonly healthPort: number | null;
  /** What it says of the directory; the site says the rest. */
  readonly own: Values;
}

/** What is wrong with a file, in words for who wrote it. */
export class ConfigError extends Error {}

const bridgeKeys = ["site_url", "bridge_token", "key_file", "health_port", "ldap_ca_file"] as const;
type Key = (typeof bridgeKeys)[number] | DirectoryKey;
type Texts = Partial<Record<Key, string>>;

const prefix = "ROADSTEAD_BRIDGE_";

/** @throws ConfigError naming the key */
export function readConfig(file: string, environment: NodeJS.ProcessEnv): BridgeConfig {
  const folder = dirname(resolve(file));
  return configFrom(over(textsOf(parseFile(file), file), fromEnvironment(environment)), folder);
}

function parseFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`${file} cannot be read`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below. The parser's own words would quote the file, passwords and all.
  }
  throw new ConfigError(`${file} is not a JSON object`);
}

function textsOf(values: Record<string, unknown>, file: string): Texts {
  const texts: Texts = {};
  for (const [key, value] of Object.entries(values)) {
    if (!isKey(key)) throw new ConfigError(`${file}: there is no key ${JSON.stringify(key)}`);
    const parts = Array.isArray(value) ? value : [value];
    if (!parts.every((part) => ["string", "number", "boolean"].includes(typeof part)))
      throw new ConfigError(`${file}: ${key} must be a text`);
    texts[key] = parts.join(" ");
  }
  return texts;
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Texts {
  const texts: Texts = {};
  for (const key of [...bridgeKeys, ...(Object.keys(directoryKeys) as DirectoryKey[])]) {
    const value = environment[`${prefix}${key.toUpperCase()}`];
    if (value !== undefined) texts[key] = value;
  }
  return texts;
}

/** The environment wins. Either of the two address keys is in the place of both. */
function over({ ldap_url, ldap_urls, ...rest }: Texts, environment: Texts): Texts {
  const hasUrls = (environment.ldap_url || environment.ldap_urls || "") !== "";
  const urls = { ...(ldap_url === undefined ? {} : { ldap_url }), ...(ldap_urls === undefined ? {} : { ldap_urls }) };
  return { ...rest, ...(hasUrls ? {} : urls), ...environment };
}

function isKey(key: string): key is Key {
  return Object.hasOwn(directoryKeys, key) || bridgeKeys.some((known) => known === key);
}

function configFrom(texts: Texts, folder: string): BridgeConfig {
  const { site_url, bridge_token, key_file, health_port, ldap_ca_file, ...rest } = texts;
  const siteUrl = URL.parse(site_url ?? "");
  if (!siteUrl || !/^https?:$/.test(siteUrl.protocol))
    throw new ConfigError("site_url must be the site's address, like https://registry.example.com");
  const port = health_port === undefined || health_port === "" ? null : Number(health_port);
  if (port !== null && (!Number.isInteger(port) || port < 0 || port > 65_535)) throw new ConfigError("health_port must be a port");
  const own = ownValues(rest, ldap_ca_file ? authorities(resolve(folder, ldap_ca_file)) : null);
  assertValues(own);
  return {
    siteUrl,
    token: bridge_token?.trim() || null,
    keyFile: resolve(folder, key_file || join(folder, "bridge-key.json")),
    healthPort: port,
    own,
  };
}

/** What is not said here the site says: only what is said can be wrong. */
function assertValues(own: Values): void {
  try {
    parseDirectorySettings({ ldap_url: "ldap://of-the-site", ...own });
  } catch (error) {
    throw error instanceof DirectoryFault ? new ConfigError(error.detail, { cause: error }) : error;
  }
}

function authorities(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`ldap_ca_file: ${file} cannot be read`, { cause: error });
  }
}

/** Whichever of the two address keys is given stands for both, so that a site cannot add an address to those of the file. */
function ownValues({ ldap_url, ldap_urls, ...texts }: Partial<Record<DirectoryKey, string>>, ca: string | null): Values {
  const urls = ldap_urls || ldap_url || "";
  const own: Values = { ...texts, ...(urls === "" ? {} : { ldap_urls: urls }), ...(ca === null ? {} : { ldap_ca_certificate: ca }) };
  if (!own.ldap_search_password) return own;
  if (urls === "") throw new ConfigError("ldap_search_password stands here without ldap_url: the site could have it sent anywhere");
  // A password that stays in the house is not sent over a connection that somebody else describes.
  return { ldap_start_tls: "false", ldap_verify_cert: "true", ldap_ca_certificate: "", ...own };
}
