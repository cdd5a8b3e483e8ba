import type { JobKind } from "../jobs/kinds.ts";

/** Brings what a policy selects from its source to its destination: a task that plans, then one for each repository. */
export const replication: JobKind = {
  concurrency: 8,
  attemptsMax: 5,
  async slice() {
    return { cursor: null, done: true };
  },
};
