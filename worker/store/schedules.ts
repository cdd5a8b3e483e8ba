import { firstRow, rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { isPaused } from "./job-queues.ts";
import { type Listing, listRows, type Page } from "./listing.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface ScheduleRow {
  readonly id: number;
  readonly kind: string;
  readonly vendorId: number;
  readonly type: string;
  readonly cron: string;
  /** JSON. */
  readonly parameters: string;
  readonly nextAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, kind, vendor_id as vendorId, type, cron, parameters, next_at as nextAt, created_at as createdAt, updated_at as updatedAt`;

export async function findSchedule(store: Store, kind: string, vendorId: number): Promise<ScheduleRow | null> {
  return firstRow(store, sql`select ${columns} from schedules where kind = ${kind} and vendor_id = ${vendorId}`);
}

/** Index `schedules_due`. */
export async function listDueSchedules(store: Store, countMax: number): Promise<ScheduleRow[]> {
  return rows(
    store,
    sql`select ${columns} from schedules where next_at <= ${nowMs} and not ${isPaused(sql`'SCHEDULER'`)} order by next_at limit ${countMax}`,
  );
}

/** Those that are due later than in `farMs`, the last first (index `schedules_due`). */
export async function listDistantSchedules(store: Store, farMs: number, countMax: number): Promise<ScheduleRow[]> {
  return rows(store, sql`select ${columns} from schedules where next_at > ${nowMs} + ${farMs} order by next_at desc limit ${countMax}`);
}

export async function listSchedules(store: Store, page: Page): Promise<Listing<ScheduleRow>> {
  return listRows(store, { columns, from: sql`schedules`, filters: [], order: sql`id`, page });
}

/** For what the same batch makes, the vendor's id and the parameters may be expressions. */
type NewSchedule = Omit<ScheduleRow, "id" | "createdAt" | "updatedAt" | "vendorId" | "parameters"> & {
  readonly vendorId: number | Sql;
  readonly parameters: string | Sql;
};

export function setSchedule(schedule: NewSchedule): Sql {
  const { kind, vendorId, type, cron, parameters, nextAt } = schedule;
  return sql`insert into schedules (kind, vendor_id, type, cron, parameters, next_at, created_at, updated_at)
    values (${kind}, ${vendorId}, ${type}, ${cron}, ${parameters}, ${nextAt}, ${nowMs}, ${nowMs})
    on conflict (kind, vendor_id) do update set type = excluded.type, cron = excluded.cron, parameters = excluded.parameters,
      next_at = excluded.next_at, updated_at = excluded.updated_at`;
}

export function deleteSchedule(kind: string, vendorId: number | Sql): Sql {
  return sql`delete from schedules where kind = ${kind} and vendor_id = ${vendorId}`;
}

/** Of several that see it due, the first moves it on and the others' batches fail. */
export function moveSchedule(schedule: ScheduleRow, nextAt: number | null): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from schedules where id = ${schedule.id} and next_at is ${schedule.nextAt})`),
    sql`update schedules set next_at = ${nextAt} where id = ${schedule.id}`,
  ];
}
