import type { Log } from "../lib/log.ts";
import type { Store } from "../store/db.ts";
import { commitBatch } from "../store/db.ts";
import { ConstraintBroken, CommitUnknown, GuardBroken, type GuardName } from "../store/failures.ts";
import { selectIsFollowed } from "../store/outbox.ts";
import type { Sql } from "../store/sql.ts";
import type { Actor } from "./access/actor.ts";
import { DomainError, type ErrorCode } from "./errors.ts";
import type { Settings } from "./settings.ts";

/** All that a verb may know besides its arguments. */
export interface Context {
  readonly actor: Actor;
  readonly store: Store;
  /** Runs the statements as one transaction and returns each one's rows; a refusal is the domain error of its guard. */
  readonly commit: (statements: readonly Sql[]) => Promise<Record<string, unknown>[][]>;
  readonly now: () => number;
  readonly log: Log;
  readonly requestId: string;
  readonly settings: Settings;
  /** Keeps the isolate working on this after the answer, or when the client has gone. */
  readonly background: (work: Promise<unknown>) => void;
}

/** What a caller is told when a guard refuses the commit. */
const guardErrors: Readonly<Record<GuardName, ErrorCode>> = {
  actor_may: "FORBIDDEN",
  upload_open: "UPLOAD_UNKNOWN",
  storage_key_free: "UPLOAD_UNKNOWN",
  blobs_linked: "MANIFEST_BLOB_UNKNOWN",
  blob_found: "BLOB_UNKNOWN",
  blob_unreferenced: "BLOB_IN_USE",
  artifact_found: "MANIFEST_UNKNOWN",
  artifact_unreferenced: "MANIFEST_IN_USE",
  tag_found: "MANIFEST_UNKNOWN",
  project_found: "NOT_FOUND",
  project_empty: "PRECONDITION",
  member_found: "NOT_FOUND",
  user_found: "NOT_FOUND",
  password_unchanged: "CONFLICT",
  site_writable: "READ_ONLY",
  quota_kept: "QUOTA_EXCEEDED",
  tag_free: "CONFLICT",
  row_found: "NOT_FOUND",
  row_unused: "PRECONDITION",
  rights_covered: "DENIED",
  task_held: "TASK_LOST",
  execution_runs: "PRECONDITION",
  rules_current: "RULES_CHANGED",
  tags_known: "RULES_CHANGED",
  tag_mutable: "TAG_IMMUTABLE",
  bytes_kept: "PRECONDITION",
  repository_open: "BUSY",
};

/** `whenFollowed`: called after a batch that wrote an event which somebody waits for. */
export function createCommit(store: Store, whenFollowed: () => void = () => undefined): Context["commit"] {
  return async (statements) => {
    const hasEvent = statements.some(({ isEvent }) => isEvent);
    try {
      const answers = await commitBatch(store, hasEvent ? [...statements, selectIsFollowed] : statements);
      if (hasEvent && answers.at(-1)?.[0]?.isFollowed === 1) whenFollowed();
      return answers.slice(0, statements.length);
    } catch (error) {
      throw domainError(error);
    }
  };
}

function domainError(error: unknown): unknown {
  if (error instanceof GuardBroken) return new DomainError(guardErrors[error.guard], { cause: error });
  if (error instanceof ConstraintBroken && error.kind === "UNIQUE") return new DomainError("CONFLICT", { cause: error });
  if (error instanceof ConstraintBroken) return new DomainError("PRECONDITION", { cause: error });
  if (error instanceof CommitUnknown) return new DomainError("UNAVAILABLE", { cause: error });
  return error;
}
