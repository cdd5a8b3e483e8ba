import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { end, run, until } from "./run.ts";

export const root = resolve(import.meta.dirname, "../../..");

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it said before it was ready. */
  readonly printed: string;
  stop(): Promise<void>;
}

/** The registry as `npm start` runs it, on a free port. */
export async function startRegistry(data: string, environment: NodeJS.ProcessEnv): Promise<Server> {
  const args = [join(root, "standalone/main.ts"), "--port", "0", "--data", data];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"], cwd: root });
  const lines = createInterface({ input: child.stdout });
  let printed = "";
  const ready = new Promise<string>((found, reject) => {
    lines.on("line", (line) => {
      printed += `${line}\n`;
      const url = /^Roadstead is ready at (\S+)$/.exec(line)?.[1];
      if (url) found(url);
    });
    child.once("exit", (code) => reject(new Error(`the registry ended with ${code}`)));
  });
  const url = await ready;
  return { url, process: child, printed, stop: () => end(child) };
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
