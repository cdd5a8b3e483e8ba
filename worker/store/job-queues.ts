/** What waits and what is worked on, over all executions. */
import { rows, type Store } from "./db.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface QueueRow {
  readonly kind: string;
  /** Tasks that wait. */
  readonly count: number;
  /** Seconds since the first of them was due. */
  readonly latency: number;
  readonly paused: number;
}

export async function listQueues(store: Store, kinds: readonly string[]): Promise<QueueRow[]> {
  return rows(
    store,
    sql`select k.value as kind, count(t.id) as count, coalesce(max(0, (${nowMs} - min(t.due_at)) / 1000), 0) as latency,
      ${isPaused(sql`k.value`)} as paused
      from ${jsonRows(kinds)} k left join tasks t on t.kind = k.value and t.ended_at is null and (t.lease_token is null or t.lease_until <= ${nowMs})
      group by k.value order by k.value`,
  );
}

/** Condition: tasks of this kind wait until somebody resumes them. */
export function isPaused(kind: Sql): Sql {
  return sql`exists (select 1 from paused_kinds where kind = ${kind})`;
}

export function pauseKinds(kinds: readonly string[]): Sql {
  return sql`insert or ignore into paused_kinds (kind, at) select value, ${nowMs} from ${jsonRows(kinds)}`;
}

export function resumeKinds(kinds: readonly string[]): Sql {
  return sql`delete from paused_kinds where kind in (select value from ${jsonRows(kinds)})`;
}

/** Sub-select: executions of these kinds that have not ended. */
export function openExecutions(kinds: readonly string[]): Sql {
  return sql`(select id from executions where ended_at is null and kind in (select value from ${jsonRows(kinds)}))`;
}

export interface WorkerRow {
  readonly taskId: number;
  readonly kind: string;
  readonly startedAt: number;
}

/** Tasks that somebody works on now (index `tasks_held`). */
export async function listWorkers(store: Store): Promise<WorkerRow[]> {
  return rows(
    store,
    sql`select id as taskId, kind, coalesce(started_at, created_at) as startedAt from tasks
      where ended_at is null and lease_token is not null and lease_until > ${nowMs} order by id`,
  );
}
