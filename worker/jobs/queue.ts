/** What the consumers of both queues do. */
import { forwardAudit } from "../domain/audit/forward-audit.ts";
import type { Context } from "../domain/context.ts";
import { jobKinds } from "../domain/jobs/registry.ts";
import { resumeDeletions } from "../domain/jobs/resume-deletions.ts";
import { runTasks } from "../domain/jobs/run-tasks.ts";
import { correctSchedules, startDue } from "../domain/jobs/start-due.ts";
import { followEvents } from "../domain/replication/follow-events.ts";
import { countPulls } from "../domain/pulls/count-pulls.ts";
import { checkRegistries } from "../domain/registries/health.ts";
import { tidy } from "../domain/site/tidy.ts";
import { ringJobs } from "../store/jobs-queue.ts";
import type { PullEvent } from "../store/pull-events.ts";

/** Far below the fifteen minutes that a consumer has; what is left is for the next bell. */
const tasksBudgetMs = 20_000;

/** The cron's period. */
const tickMs = 60_000;

/** A thrown error has the batch delivered again. */
export async function consume(ctx: Context, queue: string, messages: readonly { readonly body: unknown }[]): Promise<void> {
  if (queue.endsWith("-events"))
    return countPulls(
      ctx,
      messages.map((message) => message.body as PullEvent),
    );
  // A doorbell says "look"; what there is to do stands in D1.
  return look(ctx);
}

/** One that fails keeps none of the others from their work; the bell rings again for it. */
async function look(ctx: Context): Promise<void> {
  const errors: unknown[] = [];
  for (const work of [correctSchedules, startDue, followEvents, resumeDeletions, workOnTasks, forwardAudit, tidy, checkRegistries])
    await work(ctx).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, "several works of a bell failed");
}

async function workOnTasks(ctx: Context): Promise<void> {
  const meanwhile = async () => {
    for (const find of [startDue, followEvents])
      await find(ctx).catch((error: unknown) => ctx.log("warn", "what is due was not looked for", { error }));
  };
  const { more, inMs } = await runTasks(ctx, jobKinds, tasksBudgetMs, { meanwhile });
  if (more) return ringJobs(ctx.store);
  // Who worked on what waits rings once for it; the cron finds what is due later.
  if (inMs !== null && inMs < tickMs) await ringJobs(ctx.store, Math.ceil(inMs / 1000));
}
