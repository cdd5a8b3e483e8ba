import { type Context, createCommit } from "../domain/context.ts";
import { parseSettings, type Settings } from "../domain/settings.ts";
import { createLog } from "../lib/log.ts";
import type { Bindings } from "../store/bindings.ts";
import { openStore, type Store } from "../store/db.ts";
import { ringJobs } from "../store/jobs-queue.ts";

/** A context before anybody is known to ask: what every adapter starts from. */
export type SiteContext = Omit<Context, "actor">;

/** The bindings of an isolate never change, so their settings are parsed once. */
const parsed = new WeakMap<Bindings, { readonly settings: Settings; readonly store: Store }>();

/** `requestId`: the caller's `X-Request-Id` or a new one. */
export function siteContext(bindings: Bindings, requestId: string, background: Context["background"]): SiteContext {
  const { store, settings } = parsed.get(bindings) ?? parse(bindings);
  const log = createLog(requestId);
  // A bell that does not ring is rung by the clock.
  const ring = () => background(ringJobs(store).catch((error: unknown) => log("warn", "the bell for an event did not ring", { error })));
  return { store, commit: createCommit(store, ring), now: Date.now, log, requestId, settings, background };
}

function parse(bindings: Bindings): { readonly settings: Settings; readonly store: Store } {
  const made = { settings: parseSettings({ ...bindings }), store: openStore(bindings) };
  parsed.set(bindings, made);
  return made;
}
