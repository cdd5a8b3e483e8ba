/** The pieces of executions: who works on which, and how far it has come. */
import { closeExecutions } from "./executions.ts";
import { firstRow, rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { isPaused } from "./job-queues.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface TaskRow {
  readonly id: number;
  readonly executionId: number;
  readonly kind: string;
  readonly status: string;
  readonly message: string;
  /** JSON, as are `cursor` and `counters`. */
  readonly parameters: string;
  readonly cursor: string | null;
  readonly counters: string;
  readonly attempt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

const columns = sql`id, execution_id as executionId, kind, status, message, parameters, cursor, counters, attempt, started_at as startedAt,
  ended_at as endedAt`;

interface Claim {
  readonly token: string;
  readonly leaseMs: number;
  /** How many of each kind may be worked on at the same time; a kind without one is not taken. */
  readonly limits: Readonly<Record<string, number>>;
  /** What the tokens of all who live begin with: whoever has another one ended with a start before. Empty: nobody knows. */
  readonly livingPrefix: string;
}

/** Takes the task that is due for longest, of a kind that has room: one statement, so that of two who look at once only one gets it. */
export function claimTask({ token, leaseMs, limits, livingPrefix }: Claim): Sql {
  const isHeld = (alias: Sql) => sql`(${alias}.lease_token is not null and ${alias}.lease_until > ${nowMs}
    and substr(${alias}.lease_token, 1, ${livingPrefix.length}) = ${livingPrefix})`;
  return sql`update tasks set status = 'Running', lease_token = ${token}, lease_until = ${nowMs} + ${leaseMs}, attempt = attempt + 1,
      started_at = coalesce(started_at, ${nowMs})
    where id = (select t.id from tasks t join json_each(${JSON.stringify(limits)}) k on k.key = t.kind
      where t.ended_at is null and t.due_at <= ${nowMs} and not ${isHeld(sql`t`)} and not ${isPaused(sql`t.kind`)}
        and (select count(*) from tasks h where h.kind = t.kind and h.ended_at is null and ${isHeld(sql`h`)}) < k.value
        and (t.lane is null or (select count(*) from tasks h where h.lane = t.lane and h.ended_at is null and ${isHeld(sql`h`)}) < t.lane_max)
      order by t.due_at, t.id limit 1)
    returning ${columns}, (select stop_requested from executions where id = execution_id) as stopRequested`;
}

/** Guard: the token is still that of who works on it. */
export function guardHeld(id: number, token: string): Sql {
  return guard("task_held", sql`exists (select 1 from tasks where id = ${id} and lease_token = ${token} and ended_at is null)`);
}

/** More time for who still has it; no row when it is another's. */
export function renewTask(id: number, token: string, leaseMs: number): Sql {
  return sql`update tasks set lease_until = ${nowMs} + ${leaseMs} where id = ${id} and lease_token = ${token} and ended_at is null
    returning (select stop_requested from executions where id = execution_id) as stopRequested`;
}

/** How far a slice has come, which goes on. */
export function keepCursor(id: number, cursor: unknown, leaseMs: number): Sql {
  return sql`update tasks set cursor = ${JSON.stringify(cursor)}, attempt = 0, message = '', lease_until = ${nowMs} + ${leaseMs} where id = ${id}`;
}

/** Of `tasks`: somebody has asked for its end. */
const isStopped = sql`(select stop_requested from executions where id = tasks.execution_id) = 1`;

/** What a slice brought; the next may begin at once, or `waitMs` later. A stop that was asked for meanwhile ends the task here. */
export function saveProgress(id: number, progress: { cursor: unknown; waitMs: number }): Sql[] {
  return [
    sql`update tasks set cursor = ${JSON.stringify(progress.cursor)}, attempt = 0, message = '',
      due_at = ${nowMs} + ${progress.waitMs}, lease_until = 0, lease_token = null,
      status = case when ${isStopped} then 'Stopped' else 'Pending' end, ended_at = case when ${isStopped} then ${nowMs} end where id = ${id}`,
    ...closeBehind(id),
  ];
}

export function endTask(id: number, end: { status: "Success" | "Error" | "Stopped"; message: string }): Sql[] {
  return [
    sql`update tasks set status = ${end.status}, message = ${end.message}, ended_at = ${nowMs},
      lease_until = 0, lease_token = null where id = ${id}`,
    ...closeBehind(id),
  ];
}

/** An amount may be an expression over what the batch is about to change. */
export function addCounters(id: number, counters: Readonly<Record<string, number | Sql>>): Sql[] {
  return Object.entries(counters).map(([name, amount]) => {
    const path = `$."${name}"`;
    return sql`update tasks set counters = json_set(counters, ${path}, coalesce(json_extract(counters, ${path}), 0) + cast(coalesce((${amount}), 0) as integer))
      where id = ${id}`;
  });
}

/** Tried again from its cursor in `waitMs`, unless a stop was asked for meanwhile. */
export function retryTask(id: number, message: string, waitMs: number): Sql[] {
  return [
    sql`update tasks set status = case when ${isStopped} then 'Stopped' else 'Pending' end, ended_at = case when ${isStopped} then ${nowMs} end,
      message = ${message}, due_at = ${nowMs} + ${waitMs}, lease_until = 0, lease_token = null where id = ${id}`,
    ...closeBehind(id),
  ];
}

/** Of a task that waits for another one of its execution to let it go. */
const heldBack = 9_000_000_000_000_000;

/**
 * When it was the last one that was open. Who failed, or was stopped, lets none go: those that it held back end as well (index `tasks_open`; what is
 * asked of the others beside them costs nothing where none is held back).
 */
function closeBehind(id: number): Sql[] {
  const itsExecution = sql`(select execution_id from tasks where id = ${id})`;
  const beside = (condition: Sql) => sql`exists (select 1 from tasks o where o.execution_id = tasks.execution_id and ${condition})`;
  return [
    sql`update tasks set status = case when ${isStopped} then 'Stopped' else 'Error' end, ended_at = ${nowMs},
      message = case when ${isStopped} then '' else 'not begun, since the run was not planned to its end' end
      where due_at = ${heldBack} and ended_at is null and execution_id = ${itsExecution}
        and ${beside(sql`o.status in ('Error', 'Stopped')`)} and not ${beside(sql`o.ended_at is null and o.due_at <> ${heldBack}`)}`,
    closeExecutions(itsExecution),
  ];
}

export interface TaskBeside {
  readonly parameters: unknown;
  /** Nobody takes it before `letGo`. */
  readonly isHeldBack?: boolean;
}

/** Tasks more of the same execution. `lane`: what they share, and how many may use it at the same time. */
export function insertTasksBeside(taskId: number, tasks: readonly TaskBeside[], lane: { name: string; max: number } | null = null): Sql {
  const given = tasks.map(({ parameters, isHeldBack = false }) => ({ parameters: JSON.stringify(parameters), isHeldBack }));
  return sql`insert into tasks (execution_id, kind, status, parameters, due_at, created_at, lane, lane_max)
    select t.execution_id, t.kind, 'Pending', j.value ->> 'parameters', case when j.value ->> 'isHeldBack' then ${heldBack} else ${nowMs} end, ${nowMs},
      ${lane?.name ?? null}, ${lane?.max ?? 0}
    from tasks t, json_each(${JSON.stringify(given)}) j where t.id = ${taskId}`;
}

const heldBackBeside = (taskId: number) =>
  sql`due_at = ${heldBack} and ended_at is null and execution_id = (select execution_id from tasks where id = ${taskId})`;

/** Those that were held back may begin. */
export function letGo(taskId: number): Sql {
  return sql`update tasks set due_at = ${nowMs} where ${heldBackBeside(taskId)}`;
}

/** Those that were held back end without having begun. */
export function giveUp(taskId: number, message: string): Sql {
  return sql`update tasks set status = 'Error', message = ${message}, ended_at = ${nowMs} where ${heldBackBeside(taskId)}`;
}

export function insertTaskLog(taskId: number, texts: readonly string[]): Sql {
  return sql`insert into task_logs (task_id, at, text) select ${taskId}, ${nowMs}, value from ${jsonRows(texts)}`;
}

export interface LogLine {
  readonly at: number;
  readonly text: string;
}

/** The newest lines, oldest first. */
export async function listTaskLog(store: Store, taskId: number, linesMax: number): Promise<LogLine[]> {
  return rows(
    store,
    sql`select at, text from (select id, at, text from task_logs where task_id = ${taskId} order by id desc limit ${linesMax}) order by id`,
  );
}

export interface TaskQuery {
  readonly executionId: number;
  /** A path in the parameters (`$.repository`): only those that have it. */
  readonly having?: string | undefined;
  /** Those that failed as well, whatever they are about. */
  readonly orFailed?: boolean;
  readonly status?: string | undefined;
}

export async function listTasks(store: Store, of: TaskQuery, page: Page): Promise<Listing<TaskRow>> {
  const orFailed = of.orFailed ? sql`or status = 'Error'` : sql``;
  const filters = [
    sql`execution_id = ${of.executionId}`,
    ...(of.having === undefined ? [] : [sql`(json_extract(parameters, ${of.having}) is not null ${orFailed})`]),
    ...(of.status === undefined ? [] : [sql`status = ${of.status}`]),
  ];
  const orders = { id: sql`id`, start_time: sql`started_at`, end_time: sql`ended_at`, status: sql`status` };
  return listRows(store, { columns, from: sql`tasks`, filters, order: inOrder(page.sort, orders, sql`id`), page });
}

export async function findTask(store: Store, id: number): Promise<TaskRow | null> {
  return firstRow(store, sql`select ${columns} from tasks where id = ${id}`);
}
