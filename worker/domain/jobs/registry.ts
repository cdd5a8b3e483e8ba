import { collection } from "../gc/collect.ts";
import type { JobKinds } from "./kinds.ts";

/** Every kind of job that the site runs, by Harbor's name. */
export const jobKinds: JobKinds = {
  GARBAGE_COLLECTION: collection,
};
