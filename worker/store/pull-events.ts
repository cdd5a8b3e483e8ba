import { isRecorded } from "./audit.ts";
import { isSwitchedOn } from "./configuration.ts";
import { bindingsOf, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

/** Pulls of one artifact by one actor within one hour, from one isolate's second. */
export interface PullEvent {
  /** Of this event: a message that comes twice counts once. */
  readonly id: string;
  readonly actor: string;
  readonly projectId: number;
  readonly artifactId: number;
  readonly repository: string;
  readonly digest: string;
  readonly tag: string | null;
  readonly atMs: number;
  readonly count: number;
}

export async function sendPullEvents(store: Store, events: readonly PullEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 100) {
    await bindingsOf(store).EVENTS.sendBatch(events.slice(at, at + 100).map((body) => ({ body })));
  }
}

/**
 * Statements that count an event once: its id is noted first, and everything else happens only when that note is new. The audit log
 * has one row for each actor, artifact and hour.
 */
export function countPulls(event: PullEvent): Sql[] {
  const hour = Math.floor(event.atMs / 3_600_000);
  const isNew = sql`exists (select 1 from pull_events where id = ${event.id} and counted = 0)`;
  const counts = sql`not ${isSwitchedOn("pull_count_update_disable")}`;
  const resource = event.tag === null ? `${event.repository}@${event.digest}` : `${event.repository}:${event.tag}`;
  const key = `pull/${event.actor}/${event.artifactId}/${event.tag ?? ""}/${hour}`;
  return [
    sql`insert into pull_events (id, at, counted) values (${event.id}, ${nowMs}, 0) on conflict do nothing`,
    sql`update artifacts set pull_count = pull_count + ${event.count} where id = ${event.artifactId} and ${isNew} and ${counts}`,
    sql`update repositories set pull_count = pull_count + ${event.count}
      where id = (select repository_id from artifacts where id = ${event.artifactId}) and ${isNew} and ${counts}`,
    sql`update artifacts set pulled_at = max(coalesce(pulled_at, 0), ${event.atMs})
      where id = ${event.artifactId} and ${isNew} and not ${isSwitchedOn("pull_time_update_disable")}`,
    sql`update tags set pulled_at = max(coalesce(pulled_at, 0), ${event.atMs})
      where artifact_id = ${event.artifactId} and name = ${event.tag} and ${isNew} and not ${isSwitchedOn("pull_time_update_disable")}`,
    sql`insert into audit_log (at, actor, project_id, operation, resource_type, resource, description, success, request_id)
      select ${event.atMs}, ${event.actor}, ${event.projectId}, 'pull', 'artifact', ${resource}, ${`pull artifact ${resource}`}, 1, ${key}
      where ${isNew} and not exists (select 1 from pull_events where id = ${key}) and not ${isSwitchedOn("pull_audit_log_disable")}
        and ${isRecorded({ operation: "pull", resourceType: "artifact" })}`,
    sql`insert into pull_events (id, at, counted) values (${key}, ${nowMs}, 1) on conflict do nothing`,
    sql`update pull_events set counted = 1 where id = ${event.id}`,
  ];
}

/** Notes that are older than any message or hour that could ask for them. */
export function forgetPullEvents(olderThanMs: number): Sql {
  return sql`delete from pull_events where id in (select id from pull_events where at < ${nowMs} - ${olderThanMs} limit 5000)`;
}
