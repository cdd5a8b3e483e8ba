import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";

export interface HeldLock {
  release(): void;
}

/**
 * Takes a lock that the kernel drops when this process ends, however it ends: SQLite's exclusive lock on a file, held by its
 * descriptor. Null when another process has it.
 */
export function tryLock(file: string): HeldLock | null {
  const database = new DatabaseSync(file);
  try {
    database.exec("pragma busy_timeout = 0; pragma journal_mode = off; begin exclusive");
    return { release: () => database.close() };
  } catch {
    database.close();
    return null;
  }
}

/** Waits for a lock; null when it was not free in time. */
export async function waitForLock(file: string, waitMsMax: number): Promise<HeldLock | null> {
  for (const untilMs = Date.now() + waitMsMax; ;) {
    const lock = tryLock(file);
    if (lock || Date.now() > untilMs) return lock;
    await sleep(100);
  }
}
