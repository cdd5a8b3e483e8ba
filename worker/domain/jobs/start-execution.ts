import { forgetAllBut, insertExecution, type NewExecution, selectExecutionId } from "../../store/executions.ts";
import { ringJobs } from "../../store/jobs-queue.ts";
import type { Sql } from "../../store/sql.ts";
import { actorName } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** Of each kind and vendor; what is older than that goes, a few at a time. */
const runsKept = 200;
const runsEach = 5;

/**
 * Starts an execution in a batch with `statements` (guards, the audit row), and rings for it. A bell that is not heard is found by the cron.
 *
 * @returns its id. @throws DomainError CONFLICT while an exclusive one of its kind and vendor runs.
 */
export async function startExecution(ctx: Context, execution: Omit<NewExecution, "actor">, statements: readonly Sql[]): Promise<number> {
  const answers = await ctx
    .commit([
      ...statements,
      ...insertExecution({ ...execution, actor: actorName(ctx.actor) }),
      ...forgetAllBut(runsKept, { ...execution, runsEach }),
      selectExecutionId,
    ])
    .catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
      throw new DomainError("CONFLICT", { message: "one runs already; wait for its end, or stop it", cause: error });
    });
  ctx.background(ringJobs(ctx.store).catch((error: unknown) => ctx.log("warn", "the bell for a task did not ring", { error })));
  return Number(answers.at(-1)?.[0]?.id);
}
