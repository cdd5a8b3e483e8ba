import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "../../../standalone/free-port.ts";
import { end, type Ran, run, until } from "./run.ts";

const program = resolve(import.meta.dirname, "../../../bridge/main.ts");

export interface BridgeProgram {
  health(): Promise<{ status: string; reason: string } | null>;
  connected(): Promise<void>;
  log(): string;
  /** Ends it as a failure of power does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The bridge as it runs beside a directory. A folder that was used before is the same bridge again. */
export async function startBridge(folder: string, config: Readonly<Record<string, unknown>>): Promise<BridgeProgram> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort("127.0.0.1");
  const file = join(folder, "bridge.json");
  writeFileSync(file, JSON.stringify({ ...config, health_port: port }));
  const logFile = join(folder, "bridge.log");
  const output = openSync(logFile, "a");
  const child = spawn(process.execPath, [program, "--config", file], { stdio: ["ignore", output, output] });
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    return answer && ((await answer.json()) as { status: string; reason: string });
  };
  return {
    health,
    connected: () => until("the bridge is connected", async () => (await health())?.status === "healthy"),
    log: () => readFileSync(logFile, "utf8"),
    async kill() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    stop: () => end(child),
  };
}

/** `npm run bridge -- check`. */
export async function checkBridge(folder: string, config: Readonly<Record<string, unknown>>, user: string, password: string): Promise<Ran> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "check.json");
  writeFileSync(file, JSON.stringify(config));
  return run(process.execPath, [program, "check", "--config", file, "--user", user], {}, password);
}
