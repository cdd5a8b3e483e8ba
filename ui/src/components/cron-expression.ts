/** Harbor's cron expressions: six fields, seconds first, `?` as `*`, `5/15` as `5-59/15`, in UTC. */
import { Cron } from "croner";

/** The last of each field: `5/15` goes on from 5 up to it. */
const lasts = [59, 59, 23, 31, 12, 6];

const cronFields = ["second", "minute", "hour", "day", "month", "weekday"] as const;

export type CronProblem =
  | { readonly kind: "count"; readonly given: number }
  | { readonly kind: "field"; readonly field: (typeof cronFields)[number]; readonly text: string }
  /** A job begins with a minute. */
  | { readonly kind: "seconds" }
  | { readonly kind: "never" };

/** What is wrong with an expression, as the API would find it too; null when nothing is. */
export function cronProblem(expression: string, now = new Date()): CronProblem | null {
  const fields = fieldsOf(expression);
  if (fields.length !== cronFields.length) return { kind: "count", given: fields.length };
  for (const [index, field] of cronFields.entries()) {
    const text = fields[index] ?? "";
    const alone = cronFields.map((_, at) => (at === index ? text : "*"));
    if (!made(alone)) return { kind: "field", field, text };
  }
  if (fields[0] !== "0") return { kind: "seconds" };
  return nextTimes(expression, 1, now).length === 0 ? { kind: "never" } : null;
}

/** None when the expression is not valid. */
export function nextTimes(expression: string, count: number, now = new Date()): Date[] {
  return made(fieldsOf(expression))?.nextRuns(count, now) ?? [];
}

/** What was probably meant by the five fields of other crons. */
export function withSeconds(expression: string): string | null {
  const fields = fieldsOf(expression);
  if (fields.length !== 5) return null;
  const better = ["0", ...fields].join(" ");
  return cronProblem(better) === null ? better : null;
}

function fieldsOf(expression: string): string[] {
  return expression.split(/\s+/).filter((field) => field !== "");
}

function made(fields: readonly string[]): Cron | null {
  try {
    return new Cron(fields.map(inFull).join(" "), { timezone: "UTC", mode: "6-part", paused: true });
  } catch {
    return null;
  }
}

/** What the library does not know: `?`, and a first value alone before a step. */
function inFull(field: string, index: number): string {
  if (field === "?") return "*";
  return field.replaceAll(/(?<=^|,)(\d+)\//g, `$1-${lasts[index]}/`);
}
