/** Random names that are the same in every order: what an actor asks for is its own. */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";

interface Namer {
  readonly name: string;
  serial: number;
}

export const current = new AsyncLocalStorage<Namer>();
const preparing: Namer = { name: "preparation", serial: 0 };
/** What comes instead, for a site that uses keys again. */
let instead: string[] = [];

export function nextName(): string {
  const given = instead.shift();
  if (given !== undefined) return given;
  const namer = current.getStore() ?? preparing;
  namer.serial += 1;
  return `00000000-0000-4000-8000-${createHash("sha256").update(`${namer.name}${namer.serial}`).digest("hex").slice(0, 12)}`;
}

export function beginNames(): void {
  preparing.serial = 0;
}

export function giveInstead<T>(names: readonly string[], run: () => T): T {
  instead = [...names];
  try {
    return run();
  } finally {
    instead = [];
  }
}
