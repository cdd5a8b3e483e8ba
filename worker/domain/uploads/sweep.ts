import { deleteObjects } from "../../store/blob-writes.ts";
import type { Store } from "../../store/db.ts";
import { listNamedKeys } from "../../store/blob-links.ts";
import type { Desk } from "./coordinate.ts";

const batch = 100;
const dayMs = 86_400_000;

/** How long a finished session answers a repeated finish. */
export const finishedKeptMs = 3_600_000;

/**
 * A coordinator's alarm: ends sessions that are over and deletes objects that are due, each a second time a day later, since a write
 * may land after its request was given up. Whatever D1 names is D1's, and only forgotten here.
 */
export async function sweepUploads(desk: Desk, store: Store, marginMs: number): Promise<void> {
  const { records } = desk;
  const nowMs = desk.clock.nowMs;
  for (const id of records.sessionsOver(nowMs - marginMs, nowMs - finishedKeptMs, batch)) {
    for (const object of records.objectsOf(id)) if (object.deleteAtMs === null) records.scheduleDeletion(object.key, nowMs, 0);
    records.forgetSession(id);
  }
  const due = records.objectsDue(nowMs, batch);
  if (due.length === 0) return;
  const named = await listNamedKeys(
    store,
    due.map((object) => object.key),
  );
  for (const key of named) records.forgetObject(key);
  const doomed = due.filter((object) => !named.has(object.key));
  await deleteObjects(store, doomed);
  for (const object of doomed) {
    if (object.deletions === 0) records.scheduleDeletion(object.key, nowMs + dayMs, 1);
    else records.forgetObject(object.key);
  }
}
