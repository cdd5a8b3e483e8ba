import { bindingsOf, type Store } from "./db.ts";

/** Rings for the consumer of JOBS: there may be something to do. */
export async function ringJobs(store: Store): Promise<void> {
  await bindingsOf(store).JOBS.send("look");
}
