import { renewTask } from "../../store/tasks.ts";
import type { Context } from "../context.ts";

/** Somebody's hold on a task, renewed until it is released. */
export interface Hold {
  /** Aborted by a stop that was asked for, or once the task is another's. */
  readonly signal: AbortSignal;
  isStopped(): boolean;
  isLost(): boolean;
  release(): void;
}

const renewalsEach = 8;

/** Holds a task whose lease was just taken, so that a slice may take as long as it needs while its worker lives. */
export function holdTask(ctx: Context, { id, token, leaseMs }: { id: number; token: string; leaseMs: number }): Hold {
  const ending = new AbortController();
  let state: "held" | "stopped" | "lost" = "held";
  const renew = async () => {
    const [[row] = []] = await ctx.commit([renewTask(id, token, leaseMs)]);
    if (state !== "held" || (row && row.stopRequested !== 1)) return;
    state = row ? "stopped" : "lost";
    ending.abort(new Error(row ? "somebody asked for a stop" : "another has taken the task"));
  };
  // One that fails is followed by others before the lease ends.
  const timer = setInterval(
    () => void renew().catch((error: unknown) => ctx.log("warn", "a task's lease was not renewed", { id, error })),
    leaseMs / renewalsEach,
  );
  return {
    signal: ending.signal,
    isStopped: () => state === "stopped",
    isLost: () => state === "lost",
    release: () => clearInterval(timer),
  };
}
