import { Cron } from "croner";

/** The last of each field: `5/15` goes on from 5 up to it. */
const lasts = [59, 59, 23, 31, 12, 6];

/**
 * The next times, in milliseconds, at which a cron expression of Harbor's (six fields, seconds first, `?` as `*`) is due after `afterMs`, in
 * UTC; null when it does not parse.
 */
export function nextTimes(expression: string, afterMs: number, countMax: number): number[] | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) return null;
  try {
    const cron = new Cron(fields.map(inFull).join(" "), {
      timezone: "UTC",
      mode: "6-part",
      paused: true,
    });
    return cron.nextRuns(countMax, new Date(afterMs)).map((time) => time.getTime());
  } catch {
    return null;
  }
}

/** Harbor's cron has two short forms that the library has not: `?` for `*`, and a first value alone before a step. */
function inFull(field: string, index: number): string {
  if (field === "?") return "*";
  return field.replaceAll(/(?<=^|,)(\d+)\//g, `$1-${lasts[index]}/`);
}
