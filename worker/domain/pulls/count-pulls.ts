import { countPulls as statements, type PullEvent } from "../../store/pull-events.ts";
import type { Context } from "../context.ts";

/** Writes the pulls of a batch of events; each event counts once, however often it comes. */
export async function countPulls(ctx: Context, events: readonly PullEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 20) {
    await ctx.commit(events.slice(at, at + 20).flatMap(statements));
  }
}
