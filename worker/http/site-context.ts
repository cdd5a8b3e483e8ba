import { type Context, createCommit } from "../domain/context.ts";
import { parseSettings, type Settings } from "../domain/settings.ts";
import { createLog } from "../lib/log.ts";
import type { Bindings } from "../store/bindings.ts";
import { openStore, type Store } from "../store/db.ts";

/** A context before anybody is known to ask: what every adapter starts from. */
export type SiteContext = Omit<Context, "actor">;

let parsed: { readonly bindings: Bindings; readonly settings: Settings; readonly store: Store } | undefined;

/** `requestId`: the caller's `X-Request-Id` or a new one. */
export function siteContext(bindings: Bindings, requestId: string, background: Context["background"]): SiteContext {
  // The isolate's bindings never change, so their settings are parsed once.
  if (parsed?.bindings !== bindings) {
    parsed = { bindings, settings: parseSettings({ ...bindings }), store: openStore(bindings) };
  }
  const { store, settings } = parsed;
  return { store, commit: createCommit(store), now: Date.now, log: createLog(requestId), requestId, settings, background };
}
