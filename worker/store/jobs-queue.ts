import { bindingsOf, type Store } from "./db.ts";

/** Rings for the consumer of JOBS: there may be something to do, now or in so many seconds. */
export async function ringJobs(store: Store, delaySeconds = 0): Promise<void> {
  await bindingsOf(store).JOBS.send("look", { delaySeconds });
}
