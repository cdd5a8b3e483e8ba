import { nowMs, type Sql, sql } from "./sql.ts";

/** An event for whoever acts on changes, written in the batch that makes the change. */
export function insertOutbox(event: { name: string; projectId: number | null; payload: Readonly<Record<string, unknown>> }): Sql {
  return asEvent(sql`insert into outbox (at, event, project_id, payload)
    values (${nowMs}, ${event.name}, ${event.projectId}, ${JSON.stringify(event.payload)})`);
}

/** A statement that writes events: whoever follows them is woken after its batch. */
export function asEvent(statement: Sql): Sql {
  return { ...statement, isEvent: true };
}

/** Whether anybody follows events. */
export const selectIsFollowed: Sql = sql`select exists (select 1 from replication_policies where "trigger" = 'event_based' and enabled = 1) as isFollowed`;
