/** How far the audit log has gone out to each endpoint. */
import { rows, type Store } from "./db.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface AuditRecord {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly projectId: number | null;
  readonly operation: string;
  readonly resourceType: string;
  readonly resource: string;
  readonly description: string;
  readonly success: number;
  readonly requestId: string;
}

/** Those that are not named any more are forgotten; a new one begins after what there is. */
export function setAuditForwards(endpoints: readonly string[]): Sql[] {
  return [
    sql`delete from audit_forwards where endpoint not in (select value from ${jsonRows(endpoints)})`,
    sql`insert or ignore into audit_forwards (endpoint, cursor)
      select value, (select coalesce(max(id), 0) from audit_log) from ${jsonRows(endpoints)}`,
  ];
}

/** Takes the endpoint for `leaseMs`, unless another run has it or it rests after a failure. Returns `cursor`. */
export function claimAuditForward(endpoint: string, leaseMs: number): Sql {
  return sql`update audit_forwards set due_at = ${nowMs} + ${leaseMs} where endpoint = ${endpoint} and due_at <= ${nowMs} returning cursor`;
}

/** In the order of their commits: D1 commits one batch after the other, so ids do not overtake. */
export async function listAuditAfter(store: Store, cursor: number, rowsMax: number): Promise<AuditRecord[]> {
  return rows(
    store,
    sql`select id, at, actor, project_id as projectId, operation, resource_type as resourceType, resource, description, success,
      request_id as requestId from audit_log where id > ${cursor} order by id limit ${rowsMax}`,
  );
}

/** Nothing happens when another run has moved the cursor meanwhile. */
export function moveAuditCursor(endpoint: string, from: number, to: number, leaseMs: number): Sql {
  return sql`update audit_forwards set cursor = ${to}, failures = 0, error = '', due_at = ${nowMs} + ${leaseMs}
    where endpoint = ${endpoint} and cursor = ${from} returning cursor`;
}

export function releaseAuditForward(endpoint: string): Sql {
  return sql`update audit_forwards set due_at = 0 where endpoint = ${endpoint}`;
}

/** Rests for `restMs`, doubled by each failure in a row up to `restMsMax`. */
export function failAuditForward(endpoint: string, error: string, rest: { ms: number; msMax: number }): Sql {
  return sql`update audit_forwards set failures = failures + 1, error = ${error},
    due_at = ${nowMs} + min(${rest.msMax}, ${rest.ms} << min(failures, 20)) where endpoint = ${endpoint}`;
}

/** Forgets what every endpoint has; nothing while there is none. */
export function dropForwardedAudit(rowsMax: number): Sql {
  return sql`delete from audit_log where id in (select id from audit_log
    where id <= (select min(cursor) from audit_forwards) order by id limit ${rowsMax})`;
}
