import type { Sql } from "../../store/sql.ts";
import {
  addCounters,
  claimTask,
  endTask,
  guardHeld,
  insertTaskLog,
  keepCursor,
  retryTask,
  saveProgress,
  type TaskRow,
} from "../../store/tasks.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { holdTask } from "./hold-task.ts";
import type { JobKind, JobKinds, Progress, Slice } from "./kinds.ts";

/** So long nobody else takes a task whose worker was killed; who lives holds it for longer. */
const leaseMs = 120_000;
/** Tasks at the same time by one consumer. */
const workersMaxDefault = 4;
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

/** How often somebody looks for more while long slices run, and for how long. */
const attendEachMs = 1000;
const attendMs = 120_000;

/**
 * Works on whatever is due, slice by slice and some tasks beside each other, until nothing is or the time is up. Several may do so at once. On a
 * standalone server, whose queue waits for one consumer before it calls the next, slices that take long keep nothing else waiting: `meanwhile` is
 * done again and again, and what comes due is begun.
 */
export async function runTasks(
  ctx: Context,
  kinds: JobKinds,
  budgetMs: number,
  { meanwhile = async () => {}, workersMax = workersMaxDefault }: { meanwhile?: () => Promise<void>; workersMax?: number } = {},
): Promise<Outlook> {
  const begunMs = ctx.now();
  let untilMs = begunMs + budgetMs;
  const limits = Object.fromEntries(Object.entries(kinds).map(([name, { concurrency }]) => [name, concurrency]));
  // A standalone server that starts knows that nobody else lives.
  const livingPrefix = ctx.settings.bootId === null ? "" : `${ctx.settings.bootId}:`;
  let nextAt = Number.POSITIVE_INFINITY;
  let workers = 0;
  let isUp = false;
  const all: Promise<void>[] = [];
  const errors: unknown[] = [];
  const begin = () => {
    if (workers < workersMax) all.push(work().catch((error: unknown) => void errors.push(error)));
  };
  const work = async (): Promise<void> => {
    workers += 1;
    try {
      for (;;) {
        isUp = ctx.now() >= untilMs;
        if (isUp) return;
        const token = `${livingPrefix}${crypto.randomUUID()}`;
        const [claimed = []] = await ctx.commit([claimTask({ token, leaseMs, limits, livingPrefix })]);
        const task = claimed[0] as unknown as Claimed | undefined;
        const kind = task && kinds[task.kind];
        if (!kind) return;
        // Where there was one there may be another.
        begin();
        const waitMs = await runSlice(ctx, kind, task, token);
        if (waitMs > 0) nextAt = Math.min(nextAt, ctx.now() + waitMs);
      }
    } finally {
      workers -= 1;
    }
  };
  begin();
  const isWorking = () => workers > 0;
  while (ctx.settings.bootId !== null && isWorking() && ctx.now() < begunMs + attendMs) {
    await Promise.race([Promise.all(all), new Promise((done) => setTimeout(done, attendEachMs))]);
    if (!isWorking()) break;
    untilMs = Math.max(untilMs, ctx.now() + attendEachMs);
    await meanwhile();
    if (isWorking()) begin();
  }
  // It grows while it is waited for.
  for (const one of all) await one;
  if (errors.length > 0) throw errors[0];
  if (isUp) return { more: true, inMs: null };
  return { more: false, inMs: Number.isFinite(nextAt) ? Math.max(0, nextAt - ctx.now()) : null };
}

/** Returns for how long the task then waits. */
async function runSlice(ctx: Context, kind: JobKind, task: Claimed, token: string): Promise<number> {
  if (task.stopRequested === 1) return stopped(ctx, task, token);
  const hold = holdTask(ctx, { id: task.id, token, leaseMs });
  try {
    // Whoever worked on it before was killed that often without bringing it forward.
    if (task.attempt > kind.attemptsMax)
      throw new DomainError("UNKNOWN", { message: task.message || "its worker ended without a word, again and again" });
    const cursor = task.cursor === null ? null : (JSON.parse(task.cursor) as unknown);
    const checkpoint = (progress: Progress) =>
      settle(ctx, task, token, [...written(task, progress), keepCursor(task.id, progress.cursor, leaseMs)]);
    const parameters = JSON.parse(task.parameters) as unknown;
    const slice = await kind.slice(ctx, { id: task.id, parameters, cursor, signal: hold.signal, checkpoint });
    await settle(ctx, task, token, outcome(task, slice));
    return slice.done ? 0 : (slice.waitMs ?? 0);
  } catch (error) {
    // Another has taken the task, and does what there is to do.
    if (hold.isLost() || (error instanceof DomainError && error.code === "TASK_LOST")) return 0;
    if (hold.isStopped()) return stopped(ctx, task, token);
    return fail(ctx, { kind, task, token, error });
  } finally {
    hold.release();
  }
}

async function stopped(ctx: Context, task: TaskRow, token: string): Promise<number> {
  await settle(ctx, task, token, endTask(task.id, { status: "Stopped", message: "" })).catch(ignoreLost);
  return 0;
}

function written(task: TaskRow, { counters = {}, statements = [], log = [] }: Progress): Sql[] {
  return [...addCounters(task.id, counters), ...statements, ...(log.length > 0 ? [insertTaskLog(task.id, log)] : [])];
}

function outcome(task: TaskRow, slice: Slice): Sql[] {
  const { done, error, cursor, waitMs = 0 } = slice;
  const end = { status: error === undefined ? "Success" : "Error", message: error ?? "" } as const;
  return [...written(task, slice), ...(done ? endTask(task.id, end) : saveProgress(task.id, { cursor, waitMs }))];
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
  const waitMs = Math.max(askedMs(error), Math.min(backoffMsMax, backoffMs * 2 ** (task.attempt - 1)));
  const text = isLast ? `failed for good: ${message}` : `attempt ${task.attempt} failed: ${message}; tried again in ${waitMs / 1000} s`;
  const statements = isLast ? endTask(task.id, { status: "Error", message }) : retryTask(task.id, message, waitMs);
  await settle(ctx, task, token, [...statements, insertTaskLog(task.id, [text])]).catch(ignoreLost);
  return isLast ? 0 : waitMs;
}

/** Who is asked for too much says when it may be asked again. */
function askedMs(error: unknown): number {
  return error instanceof DomainError ? Number(error.headers["Retry-After"] ?? 0) * 1000 : 0;
}

function ignoreLost(error: unknown): void {
  if (!(error instanceof DomainError && error.code === "TASK_LOST")) throw error;
}
