import { listDueSchedules, moveSchedule } from "../../store/schedules.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { nextTimes } from "./cron.ts";
import { startExecution } from "./start-execution.ts";

const schedulesEach = 50;

/** Starts what is due by the clock, each once however many look at the same moment; what was missed while nobody looked is started once. */
export async function startDue(ctx: Context): Promise<void> {
  for (const schedule of await listDueSchedules(ctx.store, schedulesEach)) {
    const next = nextTimes(schedule.cron, ctx.now(), 1)?.[0] ?? null;
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
