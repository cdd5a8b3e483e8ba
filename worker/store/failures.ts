/** How a commit can fail. The first two are refusals: the database said no and wrote nothing. */

/** Names of the CHECKs of `commit_guards`, which is also what each means when broken. */
const guardNames = {
  actor_may: "the actor no longer has the right",
  upload_open: "the upload session has expired",
  storage_key_free: "the object's key is in the trash",
  blobs_linked: "a required blob is not linked to the repository",
  blob_found: "the repository does not link the blob",
  blob_unreferenced: "an artifact references the blob",
  artifact_found: "there is no such artifact",
  artifact_unreferenced: "an index references the artifact",
  tag_found: "there is no such tag",
  project_found: "there is no such project",
  project_empty: "the project holds repositories",
  member_found: "there is no such member",
  user_found: "there is no such user",
  password_unchanged: "the password was changed meanwhile",
  site_writable: "the site is in read-only mode",
  quota_kept: "the project's quota would be passed",
  tag_free: "something has this tag already",
  row_found: "what is changed is not there",
  row_unused: "something refers to what is deleted",
  rights_covered: "a robot would get more than its maker has",
  task_held: "somebody else works on the task",
  execution_runs: "the execution has ended",
  rules_current: "the project's rules were changed meanwhile",
  tags_known: "an artifact has got another tag meanwhile",
  tag_mutable: "a tag that a rule makes immutable points elsewhere",
  bytes_kept: "bytes of the artifact are gone",
  repository_open: "the repository is being deleted",
} as const;

export type GuardName = keyof typeof guardNames;

export function isGuardName(name: string): name is GuardName {
  return Object.hasOwn(guardNames, name);
}

export class GuardBroken extends Error {
  readonly guard: GuardName;
  constructor(guard: GuardName, options?: ErrorOptions) {
    super(guardNames[guard], options);
    this.guard = guard;
  }
}

export class ConstraintBroken extends Error {
  /** `UNIQUE`, `FOREIGN KEY`, `CHECK` or `NOT NULL`. */
  readonly kind: string;
  /** As SQLite names it: `users.username`, or an index's or constraint's name. */
  readonly what: string;
  constructor(kind: string, what: string, options?: ErrorOptions) {
    super(`${kind} constraint failed: ${what}`, options);
    this.kind = kind;
    this.what = what;
  }
}

/** The database did not answer, or not clearly: the batch may have been written, may be written yet, or not at all. */
export class CommitUnknown extends Error {
  constructor(options?: ErrorOptions) {
    super("the database gave no clear answer", options);
  }
}
