import { countPulls } from "../domain/pulls/count-pulls.ts";
import { forwardAudit } from "../domain/audit/forward-audit.ts";
import { jobKinds } from "../domain/jobs/registry.ts";
import { runTasks } from "../domain/jobs/run-tasks.ts";
import { startDue } from "../domain/jobs/start-due.ts";
import type { Context } from "../domain/context.ts";
import { tidy } from "../domain/site/tidy.ts";
import { ringJobs } from "../store/jobs-queue.ts";
import type { PullEvent } from "../store/pull-events.ts";

/** Far below the fifteen minutes that a consumer has; what is left is for the next bell. */
const tasksBudgetMs = 20_000;

/** What the consumers of both queues do. A thrown error has the batch delivered again. */
export async function consume(ctx: Context, queue: string, messages: readonly { readonly body: unknown }[]): Promise<void> {
  if (queue.endsWith("-events"))
    return countPulls(
      ctx,
      messages.map((message) => message.body as PullEvent),
    );
  // A doorbell says "look"; what there is to do stands in D1.
  await startDue(ctx);
  const isMore = await runTasks(ctx, jobKinds, tasksBudgetMs);
  if (isMore) await ringJobs(ctx.store);
  await forwardAudit(ctx);
  return tidy(ctx);
}
