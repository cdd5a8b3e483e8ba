import { wholeNumber } from "../../lib/whole-number.ts";
import { auditEventTypes } from "../audit/event-types.ts";
import { DomainError } from "../errors.ts";
import type { SystemJob } from "../jobs/system-job.ts";

export const purgeJob: SystemJob = { kind: "PURGE_AUDIT_LOG", resource: "purge-audit", resourceType: "purge_audit", name: "purge" };

/** As Harbor names them; `include_job_history` is ours. */
export interface PurgeParameters {
  /** What is older goes. */
  readonly audit_retention_hour: number;
  /** By commas: `create_artifact,delete_artifact`. Empty: every type. */
  readonly include_event_types: string;
  /** Also runs of jobs that ended as long ago, with their logs. */
  readonly include_job_history: boolean;
  readonly dry_run: boolean;
}

const hoursMax = 240_000;

/** @throws DomainError BAD_REQUEST naming the parameter */
export function readPurgeParameters(given: Readonly<Record<string, unknown>>): PurgeParameters {
  const isTrue = (value: unknown) => value === true || value === "true";
  const hours = wholeNumber(given.audit_retention_hour);
  if (hours === null || hours > hoursMax) {
    throw new DomainError("BAD_REQUEST", { message: `audit_retention_hour must be a whole number from 0 to ${hoursMax}` });
  }
  const text = given.include_event_types ?? "";
  if (typeof text !== "string") throw new DomainError("BAD_REQUEST", { message: "include_event_types must be text" });
  const types = text
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "");
  const unknown = types.find((type) => !/^[a-z]+_[a-z_]+$/.test(type));
  if (unknown !== undefined) {
    throw new DomainError("BAD_REQUEST", {
      message: `include_event_types: ${JSON.stringify(unknown)} is none; there are ${auditEventTypes.join(", ")}`,
    });
  }
  return {
    audit_retention_hour: hours,
    include_event_types: types.join(","),
    include_job_history: isTrue(given.include_job_history),
    dry_run: isTrue(given.dry_run),
  };
}
