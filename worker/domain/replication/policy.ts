/** A replication policy as its runs see it, and the pure decisions that it makes (Harbor 2.16 `src/pkg/reg/filter`, `src/controller/replication`). */
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";

/** Of its executions, tasks and schedules. */
export const replicationKind = "REPLICATION";

export interface NameFilter {
  readonly type: "name" | "tag";
  /** A glob over full repository names, or over tags. */
  readonly value: string;
  /** Of tags only. */
  readonly decoration: "matches" | "excludes";
}

export interface LabelFilter {
  readonly type: "label";
  /** An artifact must have all of them, or (`excludes`) not all of them. */
  readonly value: readonly string[];
  readonly decoration: "matches" | "excludes";
}

export interface ResourceFilter {
  readonly type: "resource";
  /** `image`: container images and their indexes; `artifact`: anything. */
  readonly value: "image" | "artifact" | "";
}

export type Filter = NameFilter | LabelFilter | ResourceFilter;

/** As it is stored: a decoration that nobody gave is not there, since tools compare what they gave with what they get. */
export interface StoredFilter {
  readonly type: Filter["type"];
  readonly value: string | readonly string[];
  readonly decoration?: "matches" | "excludes";
}

/** The filters of a stored policy. */
export function filtersOf(policy: Pick<ReplicationPolicyRow, "filters">): Filter[] {
  return (JSON.parse(policy.filters) as StoredFilter[]).map((filter) => ({ decoration: "matches", ...filter }) as Filter);
}

/** The execution and its first task, which finds out what is to be done. */
export interface RunParameters {
  readonly policyId: number;
  readonly dryRun: boolean;
  /** Only what `replication_changes` notes; else everything in the policy's scope. */
  readonly changes?: boolean;
}

/** A task for one repository; these are what people see as the tasks of an execution. */
export interface RepositoryParameters extends RunParameters {
  readonly operation: "copy" | "deletion";
  /** In full, at the source. */
  readonly repository: string;
  /** In full, at the destination. */
  readonly destination: string;
  /** Tags and digests it is about; absent: all that the filters let through. */
  readonly references?: readonly string[];
  /** What was deleted is not deleted over there: the run would delete too much. */
  readonly keepsDeleted?: boolean;
  /** Nothing is deleted at the destination: other repositories are pulled into the same one. */
  readonly isTogether?: boolean;
  /** How many items it is about, as far as they were counted. */
  readonly items: number;
}
