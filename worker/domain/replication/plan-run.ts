import { notePulled } from "../../store/pulled-repositories.ts";
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { giveUp, insertTasksBeside, letGo, type TaskBeside } from "../../store/tasks.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import type { Slice, Task } from "../jobs/kinds.ts";
import { isPassing, RemoteError } from "../registries/remote-error.ts";
import type { Sides } from "./open-sides.ts";
import { listPulledPlaces, listSourcePlaces, nothing, type Place, planListed, type PlannedRun, planPulled } from "./plan-repository.ts";
import type { RunParameters } from "./policy.ts";
import { massDeletion } from "./select.ts";

interface PlanCursor {
  /** Absent: what the source lists. `pulled`: what was pulled from there, which follows when deletions are replicated. */
  readonly list?: "pulled";
  /** Where the list of repositories goes on; null: it is at its end. */
  readonly after: string | null;
  /** Of the page there, those that are done with. */
  readonly done: number;
  readonly deletions: number;
  readonly inScope: number;
  readonly failures: readonly string[];
  /** Repositories that failed in the first list, which the second one does not try again; absent in a cursor from before. */
  readonly failed?: readonly string[];
  /** Of the repository behind them, in a row. */
  readonly attempt: number;
  /** Repositories before it, in a row, that no answer came for; absent: none. */
  readonly unreached?: number;
}

const start: PlanCursor = { after: "", done: 0, deletions: 0, inScope: 0, failures: [], attempt: 0 };
const attemptsMax = 4;
const backoffMs = 2000;
const planMs = 15_000;
const failuresMax = 10;
const failedMax = 1000;
/** When no answer came for so many in a row, none will for the others. */
const unreachedMax = 3;

/** What a slice has found out. */
interface Findings {
  readonly tasks: TaskBeside[];
  readonly log: string[];
  readonly noted: Place[];
}

/** Finds out what a run has to do: a task for each repository, and what would be deleted, which only begins when it is not too much. */
export async function planRun(ctx: Context, task: Task, policy: ReplicationPolicyRow, sides: Sides): Promise<Slice> {
  const run: PlannedRun = { ctx, policy, sides, parameters: task.parameters as RunParameters };
  const found: Findings = { tasks: [], log: [], noted: [] };
  const { cursor, waitMs } = await planSlice(run, (task.cursor as PlanCursor | null) ?? start, found);
  const lane = { name: `registry:${policy.registryId}`, max: (await configurationOf(ctx)).replication_concurrency };
  const statements = [
    ...(found.tasks.length > 0 ? [insertTasksBeside(task.id, found.tasks, lane)] : []),
    ...(found.noted.length > 0 ? [notePulled(sides.via, found.noted)] : []),
  ];
  const planned = { log: found.log, counters: { repositories: found.tasks.length } };
  // What was pulled is listed when it has been noted.
  const goesOn = cursor.after === null && cursor.list === undefined && policy.direction === "pull" && policy.replicateDeletion === 1;
  const next: PlanCursor = goesOn ? { ...cursor, list: "pulled", after: "", done: 0 } : cursor;
  if (next.after !== null) return { ...planned, cursor: next, done: false, statements, waitMs };
  return { ...planned, ...endOfPlan(task, policy, next, { log: found.log, statements }) };
}

/** Goes through the list until the time is up, or something has to be waited for. */
async function planSlice(run: PlannedRun, from: PlanCursor, found: Findings): Promise<{ cursor: PlanCursor; waitMs: number }> {
  const { ctx, policy, parameters } = run;
  let untilMs = Number.POSITIVE_INFINITY;
  const [list, plan] = from.list === "pulled" ? [listPulledPlaces, planPulled] : [listSourcePlaces, planListed];
  let cursor = from;
  while (cursor.after !== null && ctx.now() < untilMs) {
    const { places, next } = await list(run, cursor.after);
    // A list that takes longer than a slice has would begin again for ever.
    untilMs = Math.min(untilMs, ctx.now() + planMs);
    for (const place of places.slice(cursor.done)) {
      if (ctx.now() >= untilMs) break;
      try {
        const isTried = from.list === "pulled" && cursor.failed?.includes(place.source);
        const planned = isTried ? nothing : await plan(run, place);
        found.tasks.push(...planned.tasks);
        if (policy.direction === "pull" && !parameters.dryRun && planned.isCopied) found.noted.push(place);
        const [deletions, inScope] = [cursor.deletions + planned.deletions, cursor.inScope + planned.inScope];
        cursor = { ...cursor, done: cursor.done + 1, attempt: 0, unreached: 0, deletions, inScope };
      } catch (error) {
        const failed = afterFailure(cursor, place.source, error);
        found.log.push(failed.line);
        ({ cursor } = failed);
        if (failed.waitMs !== null) return { cursor, waitMs: failed.waitMs };
      }
    }
    if (cursor.done >= places.length) cursor = { ...cursor, after: next, done: 0 };
  }
  return { cursor, waitMs: 0 };
}

/** What may pass is tried again a little later; then, and what will not, is noted and leaves the other repositories alone. */
function afterFailure(cursor: PlanCursor, repository: string, error: unknown): { cursor: PlanCursor; line: string; waitMs: number | null } {
  if (!(error instanceof RemoteError)) throw error;
  // One that takes too long for an answer must not keep the others from ever being copied.
  const unreached = error.fault === "unreachable" ? (cursor.unreached ?? 0) + 1 : 0;
  if (unreached >= unreachedMax) throw error;
  const attempt = cursor.attempt + 1;
  if (isPassing(error) && attempt < attemptsMax) {
    const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs * 2 ** cursor.attempt);
    return {
      cursor: { ...cursor, attempt },
      line: `${repository}: ${error.message}; tried again in ${Math.round(waitMs / 1000)} s`,
      waitMs,
    };
  }
  const { failures, failed = [] } = cursor;
  const noted = {
    failures: failures.length < failuresMax ? [...failures, `${repository}: ${error.message}`] : failures,
    failed: failed.length < failedMax ? [...failed, repository] : failed,
  };
  return {
    cursor: { ...cursor, done: cursor.done + 1, attempt: 0, unreached, ...noted },
    line: `${repository} failed: ${error.message}`,
    waitMs: null,
  };
}

function endOfPlan(
  task: Task,
  policy: ReplicationPolicyRow,
  cursor: PlanCursor,
  { log, statements }: { log: readonly string[]; statements: NonNullable<Slice["statements"]> },
): Slice {
  const { deletions, inScope, failures } = cursor;
  const refusal = massDeletion({ deletions, inScope, isAllowed: policy.allowMassDeletion === 1 });
  const problems = [...(refusal === null ? [] : [refusal]), ...failures];
  return {
    cursor,
    done: true,
    ...(problems.length > 0 ? { error: problems.join("; ") } : {}),
    log: refusal === null ? log : [...log, refusal],
    statements: [...statements, refusal === null ? letGo(task.id) : giveUp(task.id, refusal)],
  };
}
