import type { Sql } from "../../store/sql.ts";
import { addCounters, claimTask, endTask, guardHeld, insertTaskLog, retryTask, saveProgress, type TaskRow } from "../../store/tasks.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { JobKind, JobKinds, Slice } from "./kinds.ts";

/** Longer than any slice; so long nobody else takes a task whose worker was killed. */
const leaseMs = 120_000;
const backoffMs = 2000;
const backoffMsMax = 300_000;

type Claimed = TaskRow & { readonly stopRequested: number };

/** When somebody should look again. */
export interface Outlook {
  /** At once: the time was up. */
  readonly more: boolean;
  /** Or then: the next of the tasks worked on here that wait for a time. */
  readonly inMs: number | null;
}

/** Works on whatever is due, slice by slice, until nothing is or the time is up. Several may do so at once. */
export async function runTasks(ctx: Context, kinds: JobKinds, budgetMs: number): Promise<Outlook> {
  const untilMs = ctx.now() + budgetMs;
  const limits = Object.fromEntries(Object.entries(kinds).map(([name, { concurrency }]) => [name, concurrency]));
  // A standalone server that starts knows that nobody else lives.
  const livingPrefix = ctx.settings.bootId === null ? "" : `${ctx.settings.bootId}:`;
  let nextAt = Number.POSITIVE_INFINITY;
  while (ctx.now() < untilMs) {
    const token = `${livingPrefix}${crypto.randomUUID()}`;
    const [claimed = []] = await ctx.commit([claimTask({ token, leaseMs, limits, livingPrefix })]);
    const task = claimed[0] as unknown as Claimed | undefined;
    const kind = task && kinds[task.kind];
    if (!kind) return { more: false, inMs: Number.isFinite(nextAt) ? Math.max(0, nextAt - ctx.now()) : null };
    const waitMs = await runSlice(ctx, kind, task, token);
    if (waitMs > 0) nextAt = Math.min(nextAt, ctx.now() + waitMs);
  }
  return { more: true, inMs: null };
}

/** Returns for how long the task then waits. */
async function runSlice(ctx: Context, kind: JobKind, task: Claimed, token: string): Promise<number> {
  try {
    if (task.stopRequested === 1) {
      await settle(ctx, task, token, endTask(task.id, { status: "Stopped", message: "" }));
      return 0;
    }
    // Whoever worked on it before was killed that often without bringing it forward.
    if (task.attempt > kind.attemptsMax)
      throw new DomainError("UNKNOWN", { message: task.message || "its worker ended without a word, again and again" });
    const cursor = task.cursor === null ? null : (JSON.parse(task.cursor) as unknown);
    const slice = await kind.slice(ctx, { id: task.id, parameters: JSON.parse(task.parameters) as unknown, cursor });
    await settle(ctx, task, token, outcome(task, slice));
    return slice.done ? 0 : (slice.waitMs ?? 0);
  } catch (error) {
    // Another has taken the task, and does what there is to do.
    if (error instanceof DomainError && error.code === "TASK_LOST") return 0;
    return fail(ctx, { kind, task, token, error });
  }
}

function outcome(task: TaskRow, slice: Slice): Sql[] {
  return [
    ...addCounters(task.id, slice.counters ?? {}),
    ...(slice.statements ?? []),
    ...(slice.log?.length ? [insertTaskLog(task.id, slice.log)] : []),
    ...(slice.done
      ? endTask(task.id, { status: "Success", message: "" })
      : saveProgress(task.id, { cursor: slice.cursor, waitMs: slice.waitMs ?? 0 })),
  ];
}

async function settle(ctx: Context, task: TaskRow, token: string, statements: readonly Sql[]): Promise<void> {
  await ctx.commit([guardHeld(task.id, token), ...statements]);
}

interface Failure {
  readonly kind: JobKind;
  readonly task: TaskRow;
  readonly token: string;
  readonly error: unknown;
}

/** Tried again later, from the cursor; after too many times the task has failed, and says why. */
async function fail(ctx: Context, { kind, task, token, error }: Failure): Promise<number> {
  const message = error instanceof DomainError ? error.message : "an unexpected error; the log of the site has its cause";
  const isLast = task.attempt >= kind.attemptsMax;
  ctx.log(isLast ? "error" : "warn", "a slice of a task failed", { task: task.id, kind: task.kind, attempt: task.attempt, error });
  const waitMs = Math.min(backoffMsMax, backoffMs * 2 ** (task.attempt - 1));
  const text = isLast ? `failed for good: ${message}` : `attempt ${task.attempt} failed: ${message}; tried again in ${waitMs / 1000} s`;
  const statements = isLast ? endTask(task.id, { status: "Error", message }) : retryTask(task.id, message, waitMs);
  await settle(ctx, task, token, [...statements, insertTaskLog(task.id, [text])]).catch((lost: unknown) => {
    if (!(lost instanceof DomainError && lost.code === "TASK_LOST")) throw lost;
  });
  return isLast ? 0 : waitMs;
}
