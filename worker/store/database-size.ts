/** How full D1 is: it holds 10 GB at most. */
import { bindingsOf, rows, type Store } from "./db.ts";

/** Null where the database does not say. */
export async function databaseBytes(store: Store): Promise<number | null> {
  const { meta } = await bindingsOf(store).DB.prepare("select 1").run();
  return typeof meta.size_after === "number" ? meta.size_after : null;
}

/** Tables that grow; the rest are people's settings. */
const tables = [
  "projects",
  "repositories",
  "artifacts",
  "tags",
  "blobs",
  "repository_blobs",
  "artifact_blobs",
  "gc_candidates",
  "trash",
  "deleted_artifacts",
  "audit_log",
  "outbox",
  "executions",
  "tasks",
  "task_logs",
  "pull_events",
] as const;

/** Reads every row of an index of each: for people, not for loops. D1 takes five terms in a compound SELECT, so they are columns. */
export async function countRows(store: Store): Promise<Readonly<Record<string, number>>> {
  const columns = tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(", ");
  const [found] = await rows<Record<string, number>>(store, { text: `select ${columns}`, params: [] });
  return found ?? {};
}
