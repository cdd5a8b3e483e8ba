/** What has happened here and policies that follow events have still to bring over. */
import { rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

const reader = "replication";

/** Sub-select: up to where the outbox was read. */
const cursor = sql`coalesce((select last_id from outbox_cursors where reader = ${reader}), 0)`;

export interface EventRow {
  readonly id: number;
  readonly at: number;
  readonly event: string;
  /** JSON. */
  readonly payload: string;
}

/** Events behind the cursor, oldest first, with the cursor that they were read at. */
export async function listNewEvents(store: Store, countMax: number): Promise<{ cursor: number; events: EventRow[] }> {
  const found = await rows<EventRow & { cursor: number }>(
    store,
    sql`select id, at, event, payload, ${cursor} as cursor from outbox where id > ${cursor} order by id limit ${countMax}`,
  );
  return { cursor: found[0]?.cursor ?? 0, events: found };
}

/** Of several that read the same events one moves on, and the others' batches fail. */
export function moveOutboxCursor(from: number, to: number): Sql[] {
  return [
    guard("row_found", sql`${cursor} = ${from}`),
    sql`insert into outbox_cursors (reader, last_id) values (${reader}, ${to}) on conflict (reader) do update set last_id = excluded.last_id`,
  ];
}

/** Nobody follows events: what was written until now is nobody's. */
export const skipEvents: Sql = sql`insert into outbox_cursors (reader, last_id) select ${reader}, coalesce(max(id), 0) from outbox
  where not exists (select 1 from replication_policies where "trigger" = 'event_based' and enabled = 1)
  on conflict (reader) do update set last_id = max(last_id, excluded.last_id)`;

export interface Change {
  readonly policyId: number;
  readonly repository: string;
  readonly reference: string;
  readonly outboxId: number;
}

export function noteChanges(changes: readonly Change[]): Sql {
  return sql`insert into replication_changes (policy_id, repository, reference, outbox_id, at)
    select j.value ->> 'policyId', j.value ->> 'repository', j.value ->> 'reference', j.value ->> 'outboxId', ${nowMs}
    from json_each(${JSON.stringify(changes)}) j where true
    on conflict (policy_id, repository, reference) do update set outbox_id = max(outbox_id, excluded.outbox_id), at = excluded.at`;
}

export interface ChangedRepository {
  readonly repository: string;
  readonly count: number;
}

export async function listChangedRepositories(
  store: Store,
  policyId: number,
  after: string,
  countMax: number,
): Promise<ChangedRepository[]> {
  return rows(
    store,
    sql`select repository, count(*) as count from replication_changes where policy_id = ${policyId} and repository > ${after}
      group by repository order by repository limit ${countMax}`,
  );
}

export async function listChanges(store: Store, policyId: number, repository: string, countMax: number): Promise<Change[]> {
  return rows(
    store,
    sql`select policy_id as policyId, repository, reference, outbox_id as outboxId from replication_changes
      where policy_id = ${policyId} and repository = ${repository} order by reference limit ${countMax}`,
  );
}

/** It is brought over, unless something newer has come. */
export function settleChange({ policyId, repository, reference, outboxId }: Change): Sql {
  return sql`delete from replication_changes where policy_id = ${policyId} and repository = ${repository} and reference = ${reference}
    and outbox_id <= ${outboxId}`;
}

export interface PolicyToFollow {
  readonly id: number;
  /** Of its runs by event, in a row. */
  readonly failures: number;
  readonly endedAt: number | null;
  /** 1: something has changed since the last of them began. */
  readonly hasNews: number;
  readonly now: number;
}

/** Enabled policies that follow events and have something to do, none of whose runs by event is open. */
export async function listPoliciesToFollow(store: Store): Promise<PolicyToFollow[]> {
  const runs = sql`executions e where e.kind = 'REPLICATION' and e.vendor_id = p.id and e."trigger" = 'EVENT'`;
  return rows(
    store,
    sql`select p.id, ${nowMs} as now,
      (select count(*) from ${runs} and e.status = 'Error' and e.id > coalesce((select max(id) from ${runs} and e.status = 'Success'), 0)) as failures,
      (select max(e.ended_at) from ${runs}) as endedAt,
      (select max(c.at) from replication_changes c where c.policy_id = p.id) >= coalesce((select max(e.started_at) from ${runs}), 0) as hasNews
      from replication_policies p where p."trigger" = 'event_based' and p.enabled = 1
        and exists (select 1 from replication_changes c where c.policy_id = p.id)
        and not exists (select 1 from ${runs} and e.ended_at is null)`,
  );
}
