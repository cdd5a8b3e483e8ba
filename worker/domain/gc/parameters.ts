import { wholeNumber } from "../../lib/whole-number.ts";
import { DomainError } from "../errors.ts";
import type { SystemJob } from "../jobs/system-job.ts";

export const collectionJob: SystemJob = {
  kind: "GARBAGE_COLLECTION",
  resource: "garbage-collection",
  resourceType: "garbage_collection",
  name: "garbage collection",
};

/** As Harbor names them. Its `delete_tag` has no meaning here: there are no tag files. */
export interface CollectionParameters {
  /** Also artifacts without a tag that nothing else needs. */
  readonly delete_untagged: boolean;
  readonly dry_run: boolean;
  /** 1 to 10; accepted, and one worker is enough: what it does is one statement for hundreds of rows. */
  readonly workers: number;
}

/** Harbor's tools send them as they like; what is not given has Harbor's default. @throws DomainError BAD_REQUEST */
export function readCollectionParameters(given: Readonly<Record<string, unknown>>): CollectionParameters {
  const isTrue = (value: unknown) => value === true || value === "true";
  const workers = wholeNumber(given.workers ?? 1);
  if (workers === null || workers < 1 || workers > 10) {
    throw new DomainError("BAD_REQUEST", { message: "workers must be a number from 1 to 10" });
  }
  return { delete_untagged: isTrue(given.delete_untagged), dry_run: isTrue(given.dry_run), workers };
}
