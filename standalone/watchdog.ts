/**
 * Outlives the server by a moment: `node watchdog.ts LOCKFILE`. The server writes a line with the id of each workerd it starts;
 * when its end of the pipe closes, by whatever death, they are killed. `stopped` says that they ended in peace. The lock is held
 * until none is left, so that the next start waits for that.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { tryLock } from "./lock.ts";

const lock = tryLock(process.argv[2] ?? "");
const started = new Set<number>();
// Signals to the whole group are for the server; this process ends when the server has.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

process.stdout.write(lock ? "watching\n" : "locked\n");
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "stopped") started.clear();
  else started.add(Number(line));
}
for (const pid of started) if (isRunning(pid)) process.kill(pid, "SIGKILL");
while ([...started].some(isRunning)) await sleep(20);
lock?.release();

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** In a container whose first process reaps nobody, a killed workerd keeps its entry in the table for ever. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
