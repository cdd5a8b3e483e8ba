import { forgetExecutions } from "../../store/executions.ts";
import { countEndedBefore, deleteAudit, lastAuditBefore, measureAudit } from "../../store/purge.ts";
import type { Context } from "../context.ts";
import type { JobKind, Slice, Task } from "../jobs/kinds.ts";
import { purgedNames, type PurgeParameters } from "./parameters.ts";

interface Cursor {
  readonly beforeMs: number;
  readonly after: number;
  readonly until: number;
  /** Runs of jobs are left, once the audit log is done. */
  readonly inHistory: boolean;
}

const rowsEach = 2000;
const runsEach = 100;
const hourMs = 3_600_000;

/** Forgets old rows of the audit log, and of the history of jobs, by age and type; what an endpoint of the log has not taken yet stays. */
export const purge: JobKind = {
  concurrency: 1,
  attemptsMax: 5,
  async slice(ctx, task) {
    const cursor = (task.cursor as Cursor | null) ?? (await begin(ctx, task));
    return cursor.inHistory ? history(ctx, task, cursor) : auditLog(ctx, task, cursor);
  },
};

async function begin(ctx: Context, task: Task): Promise<Cursor> {
  const beforeMs = ctx.now() - parametersOf(task).audit_retention_hour * hourMs;
  return { beforeMs, after: 0, until: await lastAuditBefore(ctx.store, beforeMs), inHistory: false };
}

async function auditLog(ctx: Context, task: Task, cursor: Cursor): Promise<Slice> {
  const names = purgedNames(parametersOf(task));
  const dryRun = parametersOf(task).dry_run;
  const { after, until, beforeMs } = cursor;
  const found = await measureAudit(ctx.store, { after, until, countMax: rowsEach }, names);
  if (!found) {
    const log = [
      `audit log: done up to ${new Date(beforeMs).toISOString()}${names.length === 0 ? "" : `, of ${names.join(", ")}`}${asDry(dryRun)}`,
    ];
    return { cursor: { ...cursor, inHistory: true }, done: !parametersOf(task).include_job_history, log };
  }
  return {
    cursor: { ...cursor, after: found.last },
    done: false,
    counters: { purged_audit_logs: found.count },
    statements: dryRun ? [] : [deleteAudit({ after, last: found.last }, names)],
  };
}

async function history(ctx: Context, task: Task, cursor: Cursor): Promise<Slice> {
  const dryRun = parametersOf(task).dry_run;
  const left = await countEndedBefore(ctx.store, cursor.beforeMs);
  const log = [`history of jobs: ${left} runs${asDry(dryRun)}`];
  if (dryRun || left === 0) return { cursor: null, done: true, counters: { purged_executions: left }, log };
  return {
    cursor,
    done: false,
    counters: { purged_executions: Math.min(left, runsEach) },
    statements: forgetExecutions({ ageMs: ctx.now() - cursor.beforeMs, runsEach }),
  };
}

function parametersOf(task: Task): PurgeParameters {
  return task.parameters as PurgeParameters;
}

function asDry(dryRun: boolean): string {
  return dryRun ? "; dry run: nothing was deleted" : "";
}
