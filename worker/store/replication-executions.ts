/** What the tasks of replications, one for each repository, have come to; the one that plans counts when it failed. */
import { rows, type Store } from "./db.ts";
import { jsonRows, nowMs, sql } from "./sql.ts";

export interface TaskTally {
  readonly total: number;
  readonly succeed: number;
  readonly failed: number;
  readonly stopped: number;
  readonly inProgress: number;
  /** Of all that are worked on. */
  readonly bytesPerSecond: number;
}

/** A rate that was measured longer ago says nothing of now. */
const rateAgeMs = 60_000;

/** By execution; one whose plan found nothing has no entry. Index `tasks_by_execution`. */
export async function tallyTasks(store: Store, executionIds: readonly number[]): Promise<ReadonlyMap<number, TaskTally>> {
  const isMoving = sql`ended_at is null and cursor ->> '$.rate.atMs' > ${nowMs} - ${rateAgeMs}`;
  const found = await rows<TaskTally & { executionId: number }>(
    store,
    sql`select execution_id as executionId, count(*) as total, sum(status = 'Success') as succeed, sum(status = 'Error') as failed,
        sum(status = 'Stopped') as stopped, sum(ended_at is null) as inProgress,
        cast(coalesce(sum(case when ${isMoving} then cursor ->> '$.rate.bytesPerSecond' end), 0) as integer) as bytesPerSecond
      from tasks where execution_id in (select value from ${jsonRows(executionIds)}) and (json_extract(parameters, '$.repository') is not null or status = 'Error')
      group by execution_id`,
  );
  return new Map(found.map(({ executionId, ...tally }) => [executionId, tally]));
}
