import { bindingsOf, isTrue, type Store } from "./db.ts";
import { sql } from "./sql.ts";

/** Whether the database answers. */
export async function databaseAnswers(store: Store): Promise<boolean> {
  return isTrue(store, sql`exists (select 1 from site)`);
}

/** Whether the bucket answers; there is no such key. */
export async function bucketAnswers(store: Store): Promise<boolean> {
  return (await bindingsOf(store).BLOBS.head("health")) === null;
}
