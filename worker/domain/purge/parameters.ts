import { wholeNumber } from "../../lib/whole-number.ts";
import { auditEventTypes } from "../audit/event-types.ts";
import { DomainError } from "../errors.ts";
import type { SystemJob } from "../jobs/system-job.ts";

export const purgeJob: SystemJob = { kind: "PURGE_AUDIT_LOG", resource: "purge-audit", resourceType: "purge_audit", name: "purge" };

/** As Harbor names them; `include_job_history` is ours. */
export interface PurgeParameters {
  /** What is older goes. */
  readonly audit_retention_hour: number;
  /** By commas: `create_artifact,delete_artifact`. Empty: every type, or what `include_operations` says. */
  readonly include_event_types: string;
  /** What Harbor had before 2.13, and what its Terraform provider still sends: `create,delete,pull`. */
  readonly include_operations?: string;
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
  const types = readNames("include_event_types", given.include_event_types);
  const operations = readNames("include_operations", given.include_operations);
  return {
    audit_retention_hour: hours,
    include_event_types: types.join(","),
    ...(operations.length === 0 ? {} : { include_operations: operations.join(",") }),
    include_job_history: isTrue(given.include_job_history),
    dry_run: isTrue(given.dry_run),
  };
}

/** An operation is the types that begin with it. */
function readNames(key: string, given: unknown): string[] {
  const text = given ?? "";
  if (typeof text !== "string") throw new DomainError("BAD_REQUEST", { message: `${key} must be text` });
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = names.find((name) => !/^[a-z]+(_[a-z_]+)?$/i.test(name));
  if (unknown === undefined) return names;
  throw new DomainError("BAD_REQUEST", { message: `${key}: ${JSON.stringify(unknown)} is none; there are ${auditEventTypes.join(", ")}` });
}

/** The names of what goes, in lower case; empty: everything. */
export function purgedNames({ include_event_types: types, include_operations: operations = "" }: PurgeParameters): string[] {
  return (types === "" ? operations : types)
    .toLowerCase()
    .split(",")
    .filter((name) => name !== "");
}
