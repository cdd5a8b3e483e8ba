/** The three that are measured side by side: the registry, Debian's `docker-registry`, and the runtime by itself. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../standalone/free-port.ts";
import { parseOptions } from "../standalone/options.ts";
import { type RunningServer, startServer } from "../standalone/server.ts";

export interface BenchServer {
  readonly url: string;
  /** `Authorization` of who pushes; null: the server asks nobody. */
  readonly authorization: string | null;
  /** Of who only pulls. */
  readonly pullAuthorization: string | null;
  stop(): Promise<void>;
}

/** With what stands behind it, for cases that need more than clients can push in time. */
export interface RoadsteadServer extends BenchServer {
  readonly database: Awaited<ReturnType<RunningServer["miniflare"]["getD1Database"]>>;
  readonly bucket: Awaited<ReturnType<RunningServer["miniflare"]["getR2Bucket"]>>;
}

export const password = "Benchmark1";

export async function startRoadstead(folder: string): Promise<RoadsteadServer> {
  // One collection takes what is garbage now, and its objects.
  const environment = { ROADSTEAD_ADMIN_PASSWORD: password, ROADSTEAD_GC_WINDOW: "0", ROADSTEAD_TRASH_RETENTION: "0" };
  const args = ["--port", "0", "--data", join(folder, "roadstead"), "--allow-host", "127.0.0.1"];
  const server = await startServer(parseOptions(args, environment), environment);
  const basic = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
  const token = async (actions: string, headers: Record<string, string>) => {
    const url = new URL(`/service/token?service=harbor-registry&scope=repository:library/bench:${actions}`, server.url);
    return `Bearer ${((await (await fetch(url, { headers })).json()) as { token: string }).token}`;
  };
  return {
    url: server.url,
    authorization: await token("pull,push", { Authorization: basic }),
    pullAuthorization: await token("pull", {}),
    database: await server.miniflare.getD1Database("DB", "roadstead"),
    bucket: await server.miniflare.getR2Bucket("BLOBS", "roadstead"),
    stop: () => server.stop(),
  };
}

/** The same runtime, bindings and storage around a Worker that does nothing else. */
export async function startCeiling(folder: string): Promise<BenchServer> {
  const environment = { ROADSTEAD_ADMIN_PASSWORD: password };
  const bundle = { folder: join(import.meta.dirname, "ceiling"), mainModule: "worker.js" };
  const options = parseOptions(["--port", "0", "--data", join(folder, "ceiling")], environment);
  const server = await startServer(options, environment, { bundle });
  return { url: server.url, authorization: null, pullAuthorization: null, stop: () => server.stop() };
}

export async function startReference(folder: string): Promise<BenchServer> {
  const port = await freePort("127.0.0.1");
  const file = join(folder, "reference.yml");
  const lines = [
    "version: 0.1",
    "log: {level: error, accesslog: {disabled: true}}",
    `storage: {filesystem: {rootdirectory: ${join(folder, "reference")}}, delete: {enabled: true}}`,
  ];
  writeFileSync(file, [...lines, `http: {addr: "127.0.0.1:${port}"}`, ""].join("\n"));
  const child = spawn("docker-registry", ["serve", file], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (
      await fetch(`${url}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    if (tries > 100 || child.exitCode !== null) throw new Error("docker-registry does not answer; is Debian's package installed?");
    await sleep(100);
  }
  return {
    url,
    authorization: null,
    pullAuthorization: null,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
