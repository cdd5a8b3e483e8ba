import { join } from "node:path";
import { startRegistry } from "./servers.ts";

export interface LdapSite {
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `admin:PASSWORD` */
  readonly administrator: string;
  readonly output: () => string;
  admin(method: string, path: string, body?: unknown): Promise<Response>;
  configure(values: Readonly<Record<string, unknown>>): Promise<void>;
  /** The status of a log-in by Basic authentication. */
  logIn(name: string, password: string): Promise<number>;
  /** As docker fetches one. */
  tokenOf(name: string, password: string): Promise<string>;
  /** The status of `GET /v2/` with it. */
  withToken(token: string): Promise<number>;
  ping(body?: object): Promise<{ success: boolean; message: string }>;
  /** A bridge that is yet to come. */
  bridgeToken(name: string): Promise<{ id: number; token: string }>;
  stop(): Promise<void>;
}

const password = "Conformance1";

/** A registry of its own, whose people are in a directory. */
export async function startLdapSite(folder: string): Promise<LdapSite> {
  const registry = await startRegistry(join(folder, "data"), { ROADSTEAD_ADMIN_PASSWORD: password });
  const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
  let output = "";
  registry.process.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const admin: LdapSite["admin"] = (method, path, body) =>
    fetch(new URL(`/api/v2.0${path}`, registry.url), {
      method,
      headers: { Authorization: basic("admin", password), "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const good = async (answer: Response) => {
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    url: registry.url,
    host: new URL(registry.url).host,
    administrator: `admin:${password}`,
    output: () => output,
    admin,
    configure: async (values) => void (await good(await admin("PUT", "/configurations", values))),
    logIn: async (name, secret) =>
      (await fetch(new URL("/api/v2.0/users/current", registry.url), { headers: { Authorization: basic(name, secret) } })).status,
    tokenOf: async (name, secret) => {
      const headers = { Authorization: basic(name, secret) };
      const answer = await good(await fetch(new URL("/service/token?service=harbor-registry", registry.url), { headers }));
      return ((await answer.json()) as { token: string }).token;
    },
    withToken: async (token) => (await fetch(new URL("/v2/", registry.url), { headers: { Authorization: `Bearer ${token}` } })).status,
    ping: async (body = {}) =>
      (await good(await admin("POST", "/ldap/ping", body))).json() as Promise<{ success: boolean; message: string }>,
    bridgeToken: async (name) => (await good(await admin("POST", "/bridges", { name }))).json() as Promise<{ id: number; token: string }>,
    stop: () => registry.stop(),
  };
}
