import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

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

export async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  for (const endMs = Date.now() + timeoutMs; Date.now() < endMs; await sleep(100)) if (await holds().catch(() => false)) return;
  throw new Error(`${what}: not within ${timeoutMs} ms`);
}

/** Asks it to end, and ends it when it does not. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(timer);
}

/** Runs a client; what it said is the error when it fails. */
export async function ok(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}, input = ""): Promise<string> {
  const ran = await run(command, args, environment, input);
  if (ran.code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
  return ran.stdout.trim();
}
