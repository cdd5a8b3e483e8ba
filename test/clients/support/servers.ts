import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export const root = resolve(import.meta.dirname, "../../..");

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** The registry as `npm start` runs it, on a free port. */
export async function startRegistry(data: string, environment: NodeJS.ProcessEnv): Promise<Server> {
  const args = [join(root, "standalone/main.ts"), "--port", "0", "--data", data];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"], cwd: root });
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<string>((found, reject) => {
    lines.on("line", (line) => {
      const url = /^Roadstead is ready at (\S+)$/.exec(line)?.[1];
      if (url) found(url);
    });
    child.once("exit", (code) => reject(new Error(`the registry ended with ${code}`)));
  });
  return { url: await ready, process: child, stop: () => end(child) };
}

/** A Docker Engine of our own: its own folders and socket, no network of containers. */
export async function startDocker(folder: string): Promise<{ host: string; stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const host = `unix://${folder}/docker.sock`;
  const args = [
    "--storage-driver=vfs",
    "--iptables=false",
    "--bridge=none",
    "--data-root",
    join(folder, "data"),
    "--exec-root",
    join(folder, "exec"),
    "--pidfile",
    join(folder, "docker.pid"),
    "-H",
    host,
  ];
  const child = spawn("dockerd", args, { stdio: "ignore" });
  await until("dockerd answers", async () => (await run("docker", ["-H", host, "version"], {})).code === 0);
  return { host, stop: () => end(child) };
}

/** containerd of our own. */
export async function startContainerd(folder: string): Promise<{ address: string; stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const address = join(folder, "containerd.sock");
  const args = ["--root", join(folder, "root"), "--state", join(folder, "state"), "--address", address];
  const child = spawn("containerd", args, { stdio: "ignore" });
  await until("containerd answers", async () => (await run("ctr", ["--address", address, "version"], {})).code === 0);
  return { address, stop: () => end(child) };
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv, input = ""): Promise<Ran> {
  const child = spawn(command, [...args], { env: { ...process.env, ...environment }, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined).end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}

async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  for (const endMs = Date.now() + timeoutMs; Date.now() < endMs; await sleep(100)) if (await holds().catch(() => false)) return;
  throw new Error(`${what}: not within ${timeoutMs} ms`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(timer);
}
