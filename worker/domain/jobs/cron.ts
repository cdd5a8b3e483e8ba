import { Cron } from "croner";

/**
 * The next times, in milliseconds, at which a cron expression of Harbor's (six fields, seconds first, `?` as `*`) is due after `afterMs`, in
 * UTC; null when it does not parse.
 */
export function nextTimes(expression: string, afterMs: number, countMax: number): number[] | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) return null;
  try {
    const cron = new Cron(fields.map((field) => (field === "?" ? "*" : field)).join(" "), {
      timezone: "UTC",
      mode: "6-part",
      paused: true,
    });
    return cron.nextRuns(countMax, new Date(afterMs)).map((time) => time.getTime());
  } catch {
    return null;
  }
}
