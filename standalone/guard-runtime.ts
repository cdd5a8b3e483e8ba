import { type ChildProcess, spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface RuntimeGuard {
  /** The newest workerd. */
  pid(): number | undefined;
  /** To be called when no workerd runs any more; resolves when the next server may start. */
  release(): Promise<void>;
}

/**
 * Starts the watchdog and tells it of every workerd that this process starts from now on: Miniflare keeps the id to itself, and
 * starts another when one crashes. Null: the workerd of a server that died is not gone yet.
 */
export async function guardRuntime(lockFile: string): Promise<RuntimeGuard | null> {
  const watchdog = spawn(process.execPath, [join(import.meta.dirname, "watchdog.ts"), lockFile], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const lines = createInterface({ input: watchdog.stdout });
  const [line] = await Promise.race([once(lines, "line"), once(watchdog, "exit").then(() => ["ended"])]);
  lines.close();
  if (line !== "watching") return null;
  // The pipe alone must not keep this process alive: its closing is the message.
  for (const handle of [watchdog, watchdog.stdin, watchdog.stdout]) (handle as unknown as { unref(): void }).unref();
  let newest: number | undefined;
  const onSpawn = (message: unknown) => {
    const child = (message as { process: ChildProcess }).process;
    child.once("spawn", () => {
      if (!child.spawnfile.endsWith("workerd")) return;
      newest = child.pid;
      watchdog.stdin.write(`${child.pid}\n`);
    });
  };
  subscribe("child_process", onSpawn);
  return {
    pid: () => newest,
    async release() {
      unsubscribe("child_process", onSpawn);
      const ended = once(watchdog, "exit");
      watchdog.ref();
      watchdog.stdin.end("stopped\n");
      await ended;
    },
  };
}
