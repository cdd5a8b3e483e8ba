import { bindingsOf, type Store } from "./db.ts";

/** The Durable Object that counts failed log-ins from an address. */
export interface LoginCounter {
  /** Milliseconds until the next attempt is allowed, and whether there were failures. */
  check(account: string): Promise<{ waitMs: number; failures: number }>;
  failed(account: string): Promise<void>;
  cleared(account: string): Promise<void>;
}

/** One object for each address: it sees both how often an account was tried from there and how many accounts were. */
export function loginCounter(store: Store, address: string): LoginCounter {
  return bindingsOf(store).LOGIN_GUARD.getByName(address) as unknown as LoginCounter;
}
