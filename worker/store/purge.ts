import { firstRow, type Store } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

/** The last row of the audit log that is older than this and that every endpoint has taken; 0: there is none. */
export async function lastAuditBefore(store: Store, beforeMs: number): Promise<number> {
  const found = await firstRow<{ id: number }>(
    store,
    sql`select min(coalesce((select id from audit_log where at < ${beforeMs} order by at desc, id desc limit 1), 0),
      coalesce((select min(cursor) from audit_forwards), 9007199254740991)) as id`,
  );
  return found?.id ?? 0;
}

/** Rows behind `after` and up to `until`, at most `countMax`. */
export interface AuditRange {
  readonly after: number;
  readonly until: number;
  readonly countMax: number;
}

/** Condition on `audit_log`: of one of these types, by commas; empty: of any. */
function isOfType(types: string): Sql {
  return types === "" ? sql`1` : sql`instr(${`,${types},`}, ',' || operation || '_' || resource_type || ',') > 0`;
}

/** Where the range ends, and how many of its rows are of these types; null: it is empty. */
export async function measureAudit(store: Store, range: AuditRange, types: string): Promise<{ last: number; count: number } | null> {
  const found = await firstRow<{ last: number | null; count: number }>(
    store,
    sql`select max(id) as last, coalesce(sum(taken), 0) as count from (select id, ${isOfType(types)} as taken from audit_log
      where id > ${range.after} and id <= ${range.until} order by id limit ${range.countMax})`,
  );
  return found?.last == null ? null : { last: found.last, count: found.count };
}

export function deleteAudit(range: { after: number; last: number }, types: string): Sql {
  return sql`delete from audit_log where id > ${range.after} and id <= ${range.last} and ${isOfType(types)}`;
}

export async function countEndedBefore(store: Store, beforeMs: number): Promise<number> {
  const found = await firstRow<{ count: number }>(store, sql`select count(*) as count from executions where ended_at < ${beforeMs}`);
  return found?.count ?? 0;
}
