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

/** Harbor's name for every type but those of artifacts that it names; its Terraform provider has the short one. */
const others = ["other_events", "other"];

/** Condition on `audit_log`: of a type, or an operation, of one of these names; none: of any. */
function isNamed(names: readonly string[]): Sql {
  if (names.length === 0) return sql`1`;
  const type = sql`operation || '_' || resource_type`;
  const listed = sql`(select value from json_each(${JSON.stringify(names)}))`;
  const isOther = names.some((name) => others.includes(name));
  const otherToo = isOther ? sql`or ${type} not in ('create_artifact', 'delete_artifact', 'pull_artifact')` : sql``;
  return sql`(${type} in ${listed} or operation in ${listed} ${otherToo})`;
}

/** Where the range ends, and how many of its rows have these names; null: it is empty. */
export async function measureAudit(
  store: Store,
  range: AuditRange,
  names: readonly string[],
): Promise<{ last: number; count: number } | null> {
  const found = await firstRow<{ last: number | null; count: number }>(
    store,
    sql`select max(id) as last, coalesce(sum(taken), 0) as count from (select id, ${isNamed(names)} as taken from audit_log
      where id > ${range.after} and id <= ${range.until} order by id limit ${range.countMax})`,
  );
  return found?.last == null ? null : { last: found.last, count: found.count };
}

export function deleteAudit(range: { after: number; last: number }, names: readonly string[]): Sql {
  return sql`delete from audit_log where id > ${range.after} and id <= ${range.last} and ${isNamed(names)}`;
}

export async function countEndedBefore(store: Store, beforeMs: number): Promise<number> {
  const found = await firstRow<{ count: number }>(store, sql`select count(*) as count from executions where ended_at < ${beforeMs}`);
  return found?.count ?? 0;
}
