/** Sites of their own, each a process with a data folder, that replicate between each other. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "../../../standalone/free-port.ts";
import { basicClient, type Bytes, type Client, imageOf, putManifest, sha256 } from "../../server/support/client.ts";
import { launch, type ServerProcess } from "../../server/support/process.ts";

export const sitePassword = "Harbor12345";
const json = { "Content-Type": "application/json" };

export interface Site {
  readonly name: string;
  readonly url: string;
  readonly data: string;
  /** As the administrator. */
  readonly admin: Client;
  server: ServerProcess;
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** @param options.skewSeconds for a site whose clock is wrong */
export async function startSite(name: string, options: { skewSeconds?: number; variables?: Record<string, string> } = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), `roadstead-${name}-`));
  const port = await freePort("127.0.0.1");
  const { skewSeconds = 0 } = options;
  const skewed = [join(import.meta.dirname, "skewed-server.ts"), String(skewSeconds)];
  const launched = () =>
    launch({
      data: join(folder, "data"),
      port,
      variables: { ROADSTEAD_ADMIN_PASSWORD: sitePassword, ...options.variables },
      options: ["--allow-host", "127.0.0.1"],
      ...(skewSeconds === 0 ? {} : { program: skewed }),
    });
  const site: Site = {
    name,
    url: `http://127.0.0.1:${port}`,
    data: join(folder, "data"),
    admin: basicClient(`http://127.0.0.1:${port}`, sitePassword),
    server: await launched(),
    async restart() {
      site.server = await launched();
    },
    async end() {
      await site.server.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return site;
}

/** A request of the administrator's, whose answer is JSON, or nothing. */
export async function call<T = unknown>(site: Site, method: string, path: string, body?: object): Promise<{ body: T; location: string }> {
  const answer = await site.admin.call(method, `/api/v2.0${path}`, body ? { headers: json, body: JSON.stringify(body) } : {});
  if (answer.status >= 300) throw new Error(`${site.name}: ${method} ${path}: ${answer.status} ${answer.body.toString()}`);
  const text = answer.body.toString();
  return { body: (text === "" ? null : JSON.parse(text)) as T, location: answer.headers.get("Location") ?? "" };
}

export const idOf = (location: string): number => Number(location.split("/").at(-1));

export async function makeProject(site: Site, name: string): Promise<void> {
  await call(site, "POST", "/projects", { project_name: name, metadata: { public: "false" } });
}

/** Credentials at `there` that are marked as a site's. */
export async function siteAccount(there: Site, name: string): Promise<{ access_key: string; access_secret: string }> {
  const everywhere = (...pairs: string[]) => pairs.map((pair) => ({ resource: pair.split(":")[0], action: pair.split(":")[1] }));
  const { body } = await call<{ name: string; secret: string }>(there, "POST", "/robots", {
    name,
    level: "system",
    duration: -1,
    permissions: [
      { kind: "system", namespace: "/", access: everywhere("site:replicate", "project:create", "project:list", "catalog:read") },
      {
        kind: "project",
        namespace: "*",
        access: everywhere(
          "repository:pull",
          "repository:push",
          "repository:delete",
          "repository:list",
          "repository:read",
          "artifact:list",
          "artifact:read",
          "tag:list",
          "tag:delete",
          "accessory:list",
          "project:read",
        ),
      },
    ],
  });
  return { access_key: body.name, access_secret: body.secret };
}

/** Makes `there` known to `here`. `url`: another way to it, as through a proxy. */
export async function connect(here: Site, there: Site, url = there.url): Promise<number> {
  const name = `${there.name}-${new URL(url).port}`;
  const credential = { type: "basic", ...(await siteAccount(there, `${here.name}-${new URL(url).port}`)) };
  return idOf((await call(here, "POST", "/registries", { name, type: "roadstead", url, credential })).location);
}

export interface PolicyOptions {
  readonly name: string;
  readonly direction: "push" | "pull";
  readonly registry: number;
  readonly repositories?: string;
  readonly trigger?: object;
  readonly [option: string]: unknown;
}

export async function makePolicy(site: Site, options: PolicyOptions): Promise<number> {
  const { name, direction, registry, repositories, trigger = { type: "manual" }, ...rest } = options;
  const remote = { id: registry };
  const made = await call(site, "POST", "/replication/policies", {
    name,
    ...(direction === "push" ? { dest_registry: remote } : { src_registry: remote }),
    filters: repositories ? [{ type: "name", value: repositories }] : [],
    trigger,
    enabled: true,
    override: true,
    ...rest,
  });
  return idOf(made.location);
}

export interface Execution {
  readonly id: number;
  readonly status: string;
  readonly status_text: string;
  readonly total: number;
  readonly failed: number;
  readonly succeed: number;
  readonly bytes_total: number;
  readonly bytes_done: number;
  readonly trigger: string;
}

export async function start(site: Site, policy: number, options: object = {}): Promise<number> {
  return idOf((await call(site, "POST", "/replication/executions", { policy_id: policy, ...options })).location);
}

export async function ended(site: Site, execution: number, timeout = 200_000): Promise<Execution> {
  const get = async () => (await call<Execution>(site, "GET", `/replication/executions/${execution}`)).body;
  await vi.waitUntil(async () => (await get()).status !== "InProgress", { timeout, interval: 200 });
  return get();
}

export async function run(site: Site, policy: number, options: object = {}): Promise<Execution> {
  return ended(site, await start(site, policy, options));
}

/** Everything that the tasks of an execution say. */
export async function logOf(site: Site, execution: number): Promise<string> {
  const { body: tasks } = await call<{ id: number }[]>(site, "GET", `/replication/executions/${execution}/tasks?page_size=100`);
  const logs = tasks.map(async ({ id }) =>
    (await site.admin.call("GET", `/api/v2.0/replication/executions/${execution}/tasks/${id}/log`)).body.toString(),
  );
  return (await Promise.all(logs)).join("\n");
}

export async function pushTagged(site: Site, repository: string, tag: string, layer: Bytes): Promise<string> {
  const manifest = await imageOf(site.admin, repository, layer);
  const answer = await putManifest(site.admin, repository, tag, manifest);
  if (answer.status !== 201) throw new Error(`${repository}:${tag}: ${answer.status} ${answer.body.toString()}`);
  return sha256(manifest);
}

/** Digests by tag; a repository that is not there has none. */
export async function tagsOf(client: Client, repository: string): Promise<Record<string, string>> {
  const answer = await client.call("GET", `/v2/${repository}/tags/list`);
  const names = answer.status === 200 ? ((JSON.parse(answer.body.toString()) as { tags: string[] | null }).tags ?? []) : [];
  const found = names.map(async (tag) => {
    const head = await client.call("HEAD", `/v2/${repository}/manifests/${tag}`, { headers: { Accept: accepted } });
    return [tag, head.headers.get("Docker-Content-Digest") ?? `status ${head.status}`] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

export const accepted = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
