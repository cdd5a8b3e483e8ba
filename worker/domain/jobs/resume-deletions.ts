import { listBrokenDeletions } from "../../store/executions.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { startExecution } from "./start-execution.ts";

/** Who stopped it, or what made it fail, has so long for something else. */
const restMs = 600_000;
const deletionsEach = 20;

/**
 * Begins again what empties a deleted repository or project, when its job was stopped or has failed: a half of it is of use to nobody, and
 * until it is empty nothing can be pushed under a repository's name.
 */
export async function resumeDeletions(ctx: Context): Promise<void> {
  for (const { kind, vendorId, parameters: text } of await listBrokenDeletions(ctx.store, restMs, deletionsEach)) {
    const parameters = JSON.parse(text) as unknown;
    try {
      await startExecution(ctx, { kind, vendorId, trigger: "EVENT", parameters, exclusive: true, tasks: [parameters] }, []);
    } catch (error) {
      // Another was faster.
      if (!(error instanceof DomainError && error.code === "CONFLICT")) throw error;
    }
  }
}
