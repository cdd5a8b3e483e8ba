import type { Context } from "../context.ts";
import { refreshAccount } from "./refresh.ts";

type Site = Omit<Context, "actor">;

/** What a token says of the directory's account that it was given to. */
export interface Confirmed {
  /** Another one now: what the token's rights came from has changed. */
  readonly version: number;
  /** When the directory stood by the account. */
  readonly checkedAt: number;
}

/** The directory's word is believed for so long; from the half on it is asked beside the request. */
export const directoryAgeMsMax = 60_000;
/** While one request asks, others need not. */
const askingMs = 5_000;
const knownMax = 10_000;

interface Known {
  /** When the directory stood by it last, or null: never again. */
  readonly checkedAt: number | null;
  readonly askedAt: number;
}

/** Of accounts in a version, as far as this isolate knows. */
const known = new Map<string, Known>();

/**
 * Whether the directory still stands by the account that holds a token, and nothing has changed that its rights came from. Costs nothing in the
 * first minute of a token, and then a question a minute.
 *
 * @throws DomainError UNAVAILABLE when nobody can be asked
 */
export async function isConfirmed(site: Site, userId: number, said: Confirmed): Promise<boolean> {
  const key = `${userId}.${said.version}`;
  const found = known.get(key);
  if (found?.checkedAt === null) return false;
  const checkedAt = Math.max(said.checkedAt, found?.checkedAt ?? 0);
  const ageMs = site.now() - checkedAt;
  if (ageMs > directoryAgeMsMax) return confirm(site, userId, said.version);
  if (ageMs > directoryAgeMsMax / 2 && (found?.askedAt ?? 0) < site.now() - askingMs) {
    keep(key, { checkedAt, askedAt: site.now() });
    const asked = confirm(site, userId, said.version);
    site.background(asked.catch((error: unknown) => site.log("warn", "a token's account was not confirmed", { error })));
  }
  return true;
}

async function confirm(site: Site, userId: number, version: number): Promise<boolean> {
  const account = await refreshAccount(site, userId, { believedMs: directoryAgeMsMax / 2 });
  if (account === "unknown") return false;
  const isGood = account !== "gone" && account.version === version;
  keep(`${userId}.${version}`, { checkedAt: isGood ? account.checkedAt : null, askedAt: 0 });
  return isGood;
}

function keep(key: string, value: Known): void {
  if (known.size >= knownMax) known.clear();
  known.set(key, value);
}
