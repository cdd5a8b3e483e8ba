import type { Buffer } from "node:buffer";
import { createHmac, randomBytes } from "node:crypto";

/**
 * Passwords that were right a moment ago, as a hash keyed with a secret of this isolate and bound to the account and to what proved it:
 * docker sends the same one for every layer. A disabled user is seen at once, since the account is read each time.
 */
export const rememberedMs = 60_000;
// Random bytes may be had inside of a request only.
let isolateKey: Buffer | undefined;
const right = new Map<string, number>();

export interface Proved {
  readonly kind: string;
  readonly id: number;
  /** What the password was compared with: a changed one is asked again. */
  readonly by: string;
}

export function isRemembered(account: Proved, password: string): boolean {
  return (right.get(proof(account, password)) ?? 0) > Date.now();
}

export function remember(account: Proved, password: string, untilMs = Date.now() + rememberedMs): void {
  if (right.size >= 1000) right.clear();
  right.set(proof(account, password), untilMs);
}

function proof({ kind, id, by }: Proved, password: string): string {
  isolateKey ??= randomBytes(32);
  return createHmac("sha256", isolateKey).update(`${kind}\n${id}\n${by}\n${password}`).digest("base64");
}
