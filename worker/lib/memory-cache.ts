/** Remembers values of bounded total size for a short time; the oldest go first. */
export interface MemoryCache<Value> {
  get(key: string, nowMs: number): Value | null;
  set(key: string, value: Value, bytes: number, nowMs: number): void;
  drop(key: string): void;
  /** Drops every key that begins with this. */
  dropAll(prefix: string): void;
}

export function createMemoryCache<Value>(limits: { bytesMax: number; keptMs: number }): MemoryCache<Value> {
  const entries = new Map<string, { value: Value; bytes: number; untilMs: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    drop,
    dropAll(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) drop(key);
    },
    get(key, nowMs) {
      const entry = entries.get(key);
      if (!entry) return null;
      if (entry.untilMs > nowMs) return entry.value;
      drop(key);
      return null;
    },
    set(key, value, bytes, nowMs) {
      drop(key);
      if (bytes > limits.bytesMax) return;
      entries.set(key, { value, bytes, untilMs: nowMs + limits.keptMs });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= limits.bytesMax) break;
        drop(oldest);
      }
    },
  };
}
