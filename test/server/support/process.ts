/** The server as `npm start` runs it: a process of its own, which can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../../..");

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Kills it with the signal; resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Launch {
  readonly data: string;
  readonly port: number;
  readonly variables?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
  /** Another program than `npm start` runs, with its own first arguments. */
  readonly program?: readonly string[];
}

export async function launch({ data, port, variables = {}, options = [], program }: Launch): Promise<ServerProcess> {
  const args = [...(program ?? [join(root, "standalone/main.ts")]), "--port", String(port), "--data", data, ...options];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  const url = await new Promise<string>((found, fail) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = /^Roadstead is ready at (\S+)$/.exec(line);
      if (ready?.[1]) found(ready[1]);
    });
    child.once("exit", (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url,
    child,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

/** Ids of the process and all below it. */
export function processTree(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const tree = [pid];
  for (const id of tree) tree.push(...parents.filter(([, parent]) => parent === id).map(([child]) => child));
  return tree;
}

function parentOf(pid: number): number {
  return Number(statusOf(pid).match(/^PPid:\s+(\d+)/m)?.[1] ?? 0);
}

/** False also for what has ended and was not reaped, as in a container whose first process reaps nobody. */
export function isRunning(pid: number): boolean {
  const status = statusOf(pid);
  return status !== "" && !/^State:\s+Z/m.test(status);
}

/** Resident memory of the process and all below it, in bytes. */
export function residentBytes(pid: number): number {
  return processTree(pid).reduce((sum, id) => sum + Number(statusOf(id).match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? 0) * 1024, 0);
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
