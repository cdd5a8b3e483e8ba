import { existsSync, readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Absolute path of the folder that holds everything. */
  readonly data: string;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly externalUrl: string | null;
  /** Hosts that outgoing traffic may reach although their addresses are private. */
  readonly allowHosts: readonly string[];
}

export const usage = `Usage: npm start -- [options]
  --host HOST          address to listen on (127.0.0.1)
  --port PORT          port to listen on, 0 for any (8080)
  --data DIR           folder for everything the server keeps (./data)
  --tls-cert FILE      certificate chain, PEM; with --tls-key
  --tls-key FILE       private key, PEM
  --external-url URL   scheme and host that clients use, when it is not what they send as Host
  --allow-host NAME    a private host that replication, webhooks and the like may reach; may be repeated`;

/** What the command line says is wrong with itself. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ServerOptions {
  const { values } = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError("--port must be a number from 0 to 65535");
  if ((values["tls-cert"] === undefined) !== (values["tls-key"] === undefined)) {
    throw new UsageError("--tls-cert and --tls-key go together");
  }
  const fromEnvironment = (environment.ROADSTEAD_ALLOW_HOSTS ?? "").split(",").map((name) => name.trim());
  const allowHosts = [...values["allow-host"], ...fromEnvironment].filter((name) => name !== "");
  const strange = allowHosts.find((name) => !isHost(name));
  if (strange !== undefined) throw new UsageError(`--allow-host takes a host name or an address, not ${strange}`);
  return {
    host: values.host,
    port,
    data: resolve(values.data),
    tls: readTls(values["tls-cert"], values["tls-key"]),
    externalUrl: parseExternalUrl(values["external-url"] ?? environment.ROADSTEAD_EXTERNAL_URL),
    allowHosts,
  };
}

/** A host as the address of a socket writes it: IPv6 in brackets. */
export function socketHost(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** Scheme and host alone: paths are the registry's own. */
function parseExternalUrl(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.username) {
    throw new UsageError(`--external-url must be like https://registry.example.com, not ${text}`);
  }
  return url.origin;
}

function isHost(name: string): boolean {
  const url = URL.parse(`http://${isIPv6(name) ? `[${name}]` : name}`);
  return url !== null && url.href === `http://${url.hostname}/`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "8080" },
        data: { type: "string", default: "./data" },
        "tls-cert": { type: "string" },
        "tls-key": { type: "string" },
        "external-url": { type: "string" },
        "allow-host": { type: "string", multiple: true, default: [] },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readTls(cert: string | undefined, key: string | undefined): ServerOptions["tls"] {
  if (cert === undefined || key === undefined) return null;
  for (const file of [cert, key]) if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
}
