import { countPulls } from "../domain/pulls/count-pulls.ts";
import { forwardAudit } from "../domain/audit/forward-audit.ts";
import type { Context } from "../domain/context.ts";
import { tidy } from "../domain/site/tidy.ts";
import type { PullEvent } from "../store/pull-events.ts";

/** What the consumers of both queues do. A thrown error has the batch delivered again. */
export async function consume(ctx: Context, queue: string, messages: readonly { readonly body: unknown }[]): Promise<void> {
  if (queue.endsWith("-events"))
    return countPulls(
      ctx,
      messages.map((message) => message.body as PullEvent),
    );
  // A doorbell says "look"; what there is to do stands in D1.
  await forwardAudit(ctx);
  return tidy(ctx);
}
