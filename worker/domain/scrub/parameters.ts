import { wholeNumber } from "../../lib/whole-number.ts";
import { DomainError } from "../errors.ts";
import type { SystemJob } from "../jobs/system-job.ts";

export const scrubJob: SystemJob = { kind: "SCRUB", resource: "system-volumes", resourceType: "scrub", name: "scrub" };

export interface ScrubParameters {
  /** How many of a hundred blobs are read whole and hashed; every run takes others. Of the rest the length is compared. */
  readonly verify_percent: number;
}

/** @throws DomainError BAD_REQUEST */
export function readScrubParameters(given: Readonly<Record<string, unknown>>): ScrubParameters {
  const percent = wholeNumber(given.verify_percent ?? 100);
  if (percent === null || percent > 100) {
    throw new DomainError("BAD_REQUEST", { message: "verify_percent must be a whole number from 0 to 100" });
  }
  return { verify_percent: percent };
}
