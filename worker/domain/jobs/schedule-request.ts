import { DomainError } from "../errors.ts";
import { nextTimes } from "./cron.ts";

/** Harbor's ways to say when: at once, never, or by the clock. */
export const scheduleTypes = ["Hourly", "Daily", "Weekly", "Custom", "Schedule", "Manual", "None"] as const;
type ScheduleType = (typeof scheduleTypes)[number];

export interface ScheduleRequest {
  readonly type: ScheduleType;
  readonly cron: string;
}

const presets: Partial<Record<ScheduleType, string>> = { Hourly: "0 0 * * * *", Daily: "0 0 0 * * *", Weekly: "0 0 0 * * 0" };

/** When a schedule by the clock is due. @throws DomainError BAD_REQUEST naming the field */
export function readSchedule({ type, cron }: ScheduleRequest, nowMs: number): { type: string; cron: string; nextAt: number } {
  const expression = cron.trim() === "" ? presets[type] : cron.trim();
  if (expression === undefined) throw new DomainError("BAD_REQUEST", { message: `cron is missing for a schedule of type ${type}` });
  const [next] = nextTimes(expression, nowMs, 1) ?? [];
  // Harbor's rule: a job of the system begins with a minute.
  if (next === undefined || !expression.startsWith("0 ")) {
    throw new DomainError("BAD_REQUEST", {
      message: `cron: ${JSON.stringify(expression)} must be six fields, seconds first and 0, that some time fits`,
    });
  }
  return { type, cron: expression, nextAt: next };
}
