import { spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * Starts the watchdog and tells it of every workerd that this process starts from now on (Miniflare keeps the id to itself, and
 * starts another when one crashes). `false`: the workerd of a server that died is not gone yet.
 */
export async function guardRuntime(lockFile: string): Promise<boolean> {
  const watchdog = spawn(process.execPath, [join(import.meta.dirname, "watchdog.ts"), lockFile], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const [line] = (await once(createInterface({ input: watchdog.stdout }), "line")) as [string];
  if (line !== "watching") return false;
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  (watchdog.stdout as unknown as { unref(): void }).unref();
  const onSpawn = (message: unknown) => {
    const child = (message as { process: import("node:child_process").ChildProcess }).process;
    child.once("spawn", () => {
      if (/workerd/.test(child.spawnfile)) watchdog.stdin.write(`${child.pid}\n`);
    });
  };
  subscribe("child_process", onSpawn);
  watchdog.once("exit", () => unsubscribe("child_process", onSpawn));
  return true;
}
