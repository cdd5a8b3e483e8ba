/** Runs of jobs, as rows. */
import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface ExecutionRow {
  readonly id: number;
  readonly kind: string;
  readonly vendorId: number;
  readonly trigger: string;
  /** JSON. */
  readonly parameters: string;
  readonly actor: string;
  readonly status: string;
  readonly message: string;
  /** JSON object of numbers. */
  readonly counters: string;
  readonly stopRequested: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Of the tasks' counters, as they are now. */
const sums = sql`coalesce((select json_group_object(name, total) from (select j.key as name, sum(j.value) as total
  from tasks t, json_each(t.counters) j where t.execution_id = executions.id group by j.key)), '{}')`;
const columns = sql`id, kind, vendor_id as vendorId, "trigger", parameters, actor, status, message,
  case when ended_at is null then ${sums} else counters end as counters, stop_requested as stopRequested,
  started_at as startedAt, ended_at as endedAt`;

export interface NewExecution {
  readonly kind: string;
  readonly vendorId: number;
  readonly trigger: "MANUAL" | "SCHEDULE" | "EVENT";
  readonly parameters: unknown;
  readonly actor: string;
  /** Fails with UNIQUE while one of its kind and vendor runs. */
  readonly exclusive: boolean;
  /** Parameters of each task. */
  readonly tasks: readonly unknown[];
}

/** An execution and its tasks; `selectExecutionId` must follow in the same batch. */
export function insertExecution(execution: NewExecution): Sql[] {
  const { kind, vendorId, trigger, parameters, actor, exclusive, tasks } = execution;
  return [
    sql`insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at)
      values (${kind}, ${vendorId}, ${trigger}, ${JSON.stringify(parameters)}, ${actor}, 'Running', ${exclusive}, ${nowMs})`,
    sql`insert into tasks (execution_id, kind, status, parameters, due_at, created_at)
      select ${newestExecution}, ${kind}, 'Pending', value, ${nowMs}, ${nowMs} from ${jsonRows(tasks.map((one) => JSON.stringify(one)))}`,
  ];
}

/** Within the batch that made it: ids only grow. */
const newestExecution: Sql = sql`(select max(id) from executions)`;

export const selectExecutionId: Sql = sql`select ${newestExecution} as id`;

export async function findExecution(store: Store, kind: string, id: number): Promise<ExecutionRow | null> {
  return firstRow(store, sql`select ${columns} from executions where id = ${id} and kind = ${kind}`);
}

export interface ExecutionQuery {
  readonly kind: string;
  readonly vendorId?: number | undefined;
  readonly status?: string | undefined;
  readonly trigger?: string | undefined;
  /** `status=Running` and the like. */
  readonly terms?: readonly QueryTerm[];
}

/** As Harbor's table of executions names them, and as the histories of jobs show them. */
const fields: Readonly<Record<string, FilterField>> = {
  id: { column: sql`id`, type: "number" },
  status: { column: sql`status`, type: "text" },
  job_status: { column: sql`status`, type: "text" },
  trigger: { column: sql`"trigger"`, type: "text" },
  job_kind: { column: sql`"trigger"`, type: "text" },
  start_time: { column: sql`started_at`, type: "time" },
  creation_time: { column: sql`started_at`, type: "time" },
  end_time: { column: sql`ended_at`, type: "time" },
};

/** Newest first (index `executions_by_kind`). */
export async function listExecutions(store: Store, of: ExecutionQuery, page: Page): Promise<Listing<ExecutionRow>> {
  const filters = [
    sql`kind = ${of.kind}`,
    ...(of.vendorId === undefined ? [] : [sql`vendor_id = ${of.vendorId}`]),
    ...(of.status === undefined ? [] : [sql`status = ${of.status}`]),
    ...(of.trigger === undefined ? [] : [sql`"trigger" = ${of.trigger}`]),
    ...conditionsOf(of.terms ?? [], fields),
  ];
  const orders = {
    id: sql`id`,
    start_time: sql`started_at`,
    creation_time: sql`started_at`,
    end_time: sql`ended_at`,
    update_time: sql`coalesce(ended_at, started_at)`,
    status: sql`status`,
    trigger: sql`"trigger"`,
  };
  return listRows(store, { columns, from: sql`executions`, filters, order: inOrder(page.sort, orders, sql`id desc`), page });
}

export interface BrokenDeletion {
  readonly kind: string;
  readonly vendorId: number;
  /** JSON. */
  readonly parameters: string;
}

/**
 * The last runs of deletions that ended `restMs` ago or longer without being done, of what is still there (indexes `repositories_deleted`,
 * `projects_deleted`, `executions_by_kind`).
 */
export async function listBrokenDeletions(store: Store, restMs: number, countMax: number): Promise<BrokenDeletion[]> {
  const broken = (kind: string, table: Sql) => sql`select e.kind, e.vendor_id as vendorId, e.parameters
    from ${table} t cross join executions e
    where t.deleted_at is not null and e.ended_at <= ${nowMs} - ${restMs}
      and e.id = (select id from executions where kind = ${kind} and vendor_id = t.id order by id desc limit 1)`;
  return rows(
    store,
    sql`${broken("REPOSITORY_DELETION", sql`repositories`)} union all ${broken("PROJECT_DELETION", sql`projects`)} limit ${countMax}`,
  );
}

export function stopExecution(id: number): Sql[] {
  return [
    guard("execution_runs", sql`exists (select 1 from executions where id = ${id} and ended_at is null)`),
    ...stopExecutions(sql`(${id})`),
  ];
}

/** Tasks that nobody works on end at once, the others with their slice. */
export function stopExecutions(ids: Sql): Sql[] {
  return [
    sql`update executions set stop_requested = 1 where id in ${ids} and ended_at is null`,
    sql`update tasks set status = 'Stopped', ended_at = ${nowMs}, lease_token = null
      where execution_id in ${ids} and ended_at is null and lease_until <= ${nowMs}`,
    closeExecutions(ids),
  ];
}

/** Ends executions with the worst that became of their tasks, and their counters summed up, once none of them is open. */
export function closeExecutions(ids: Sql): Sql {
  const has = (status: string) => sql`exists (select 1 from tasks where execution_id = executions.id and status = ${status})`;
  return sql`update executions set ended_at = ${nowMs},
    status = case when ${has("Error")} then 'Error' when ${has("Stopped")} then 'Stopped' else 'Success' end,
    message = coalesce((select message from tasks where execution_id = executions.id and status = 'Error' order by id limit 1), ''),
    counters = ${sums}
    where id in ${ids} and ended_at is null and not exists (select 1 from tasks where execution_id = executions.id and ended_at is null)`;
}

/** Runs that ended longer ago, a bounded number at a time (index `executions_ended`). */
export function forgetExecutions(keep: { ageMs: number; runsEach: number }): Sql[] {
  return forgetRuns(sql`select id from executions where ended_at < ${nowMs} - ${keep.ageMs} order by ended_at limit ${keep.runsEach}`);
}

/** Of one kind and vendor all but the newest, a bounded number at a time (index `executions_by_kind`). */
export function forgetAllBut(countMax: number, of: { kind: string; vendorId: number; runsEach: number }): Sql[] {
  const theirs = sql`kind = ${of.kind} and vendor_id = ${of.vendorId}`;
  return forgetRuns(sql`select id from executions where ${theirs} and ended_at is not null
    and id <= (select id from executions where ${theirs} order by id desc limit 1 offset ${countMax}) order by id limit ${of.runsEach}`);
}

function forgetRuns(ids: Sql): Sql[] {
  const theirTasks = sql`(select id from tasks where execution_id in (${ids}))`;
  return [
    sql`delete from task_logs where task_id in ${theirTasks}`,
    sql`delete from tasks where execution_id in (${ids})`,
    sql`delete from executions where id in (${ids})`,
  ];
}
