import { listDistantSchedules, listDueSchedules, moveSchedule } from "../../store/schedules.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { nextTimes } from "./cron.ts";
import { startExecution } from "./start-execution.ts";

const schedulesEach = 50;

/** Starts what is due by the clock, each once however many look at the same moment; what was missed while nobody looked is started once. */
export async function startDue(ctx: Context): Promise<void> {
  for (const schedule of await listDueSchedules(ctx.store, schedulesEach)) {
    // The database found it due by its own clock, which may be a little ahead of this one.
    const next = nextTimes(schedule.cron, Math.max(ctx.now(), schedule.nextAt ?? 0), 1)?.[0] ?? null;
    const { kind, vendorId } = schedule;
    const parameters = JSON.parse(schedule.parameters) as unknown;
    const execution = { kind, vendorId, trigger: "SCHEDULE", parameters, exclusive: true, tasks: [parameters] } as const;
    try {
      await startExecution(ctx, execution, moveSchedule(schedule, next));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Another was faster, or the run before has not ended: this time is left out, and the next one noted.
      if (error.code === "CONFLICT") await ctx.commit(moveSchedule(schedule, next)).catch(() => {});
    }
  }
}

const farMs = 86_400_000;

/** What was noted for a time to come while the clock was wrong is noted anew; else it would not begin for years. */
export async function correctSchedules(ctx: Context): Promise<void> {
  for (const schedule of await listDistantSchedules(ctx.store, farMs, schedulesEach)) {
    const next = nextTimes(schedule.cron, ctx.now(), 1)?.[0];
    if (next === undefined || next >= (schedule.nextAt ?? 0)) continue;
    // Another was faster.
    await ctx.commit(moveSchedule(schedule, next)).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}
