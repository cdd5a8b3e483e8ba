import { nowMs, type Sql, sql } from "./sql.ts";

/** An event for whoever acts on changes, written in the batch that makes the change. */
export function insertOutbox(event: { name: string; projectId: number | null; payload: Readonly<Record<string, unknown>> }): Sql {
  return sql`insert into outbox (at, event, project_id, payload)
    values (${nowMs}, ${event.name}, ${event.projectId}, ${JSON.stringify(event.payload)})`;
}
