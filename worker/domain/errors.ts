/**
 * Every way a request can fail, once. `oci` is the code under /v2 (distribution-spec v1.1 §"Error Codes" and Docker's
 * UNAVAILABLE), `harbor` the code under /api/v2.0; `message` is what the caller reads. What the log keeps is the cause.
 */
interface ErrorRow {
  readonly status: number;
  readonly oci: OciCode;
  readonly harbor: string;
  readonly message: string;
}

type OciCode =
  | "BLOB_UNKNOWN"
  | "BLOB_UPLOAD_INVALID"
  | "BLOB_UPLOAD_UNKNOWN"
  | "DIGEST_INVALID"
  | "MANIFEST_BLOB_UNKNOWN"
  | "MANIFEST_INVALID"
  | "MANIFEST_UNKNOWN"
  | "NAME_INVALID"
  | "NAME_UNKNOWN"
  | "SIZE_INVALID"
  | "UNAUTHORIZED"
  | "DENIED"
  | "UNSUPPORTED"
  | "TOOMANYREQUESTS"
  | "UNAVAILABLE";

export const errorTable = {
  BLOB_UNKNOWN: row(404, "BLOB_UNKNOWN", "NOT_FOUND", "the repository has no such blob"),
  BLOB_IN_USE: row(405, "DENIED", "PRECONDITION", "an artifact references this blob; delete the artifact first"),
  UPLOAD_UNKNOWN: row(404, "BLOB_UPLOAD_UNKNOWN", "NOT_FOUND", "no such upload session; start a new upload"),
  UPLOAD_INVALID: row(400, "BLOB_UPLOAD_INVALID", "BAD_REQUEST", "the upload request is not valid"),
  UPLOAD_OUT_OF_ORDER: row(416, "BLOB_UPLOAD_INVALID", "BAD_REQUEST", "continue the upload at the end of the range given"),
  UPLOAD_STALLED: row(408, "BLOB_UPLOAD_INVALID", "BAD_REQUEST", "the body stalled while others waited; continue the upload"),
  UPLOAD_BROKEN_OFF: row(400, "BLOB_UPLOAD_INVALID", "BAD_REQUEST", "the body ended early; continue the upload"),
  DIGEST_INVALID: row(400, "DIGEST_INVALID", "DIGEST_INVALID", "the digest is malformed or not that of the content"),
  SIZE_INVALID: row(400, "SIZE_INVALID", "BAD_REQUEST", "the length does not match the content"),
  RANGE_UNSATISFIABLE: row(416, "SIZE_INVALID", "BAD_REQUEST", "the range lies outside of the blob"),
  MANIFEST_BLOB_UNKNOWN: row(
    400,
    "MANIFEST_BLOB_UNKNOWN",
    "MANIFEST_INVALID",
    "the manifest names a blob that is not in the repository; push it first",
  ),
  MANIFEST_INVALID: row(400, "MANIFEST_INVALID", "MANIFEST_INVALID", "the manifest is not valid"),
  MANIFEST_TOO_LARGE: row(413, "MANIFEST_INVALID", "REQUEST_ENTITY_TOO_LARGE", "a manifest may have at most 4 MiB"),
  MANIFEST_UNKNOWN: row(404, "MANIFEST_UNKNOWN", "NOT_FOUND", "the repository has no such manifest"),
  MANIFEST_IN_USE: row(412, "DENIED", "PRECONDITION", "an index references this manifest; delete the index first"),
  TAG_IMMUTABLE: row(412, "DENIED", "PRECONDITION", "a rule of the project makes the tag immutable"),
  NAME_INVALID: row(400, "NAME_INVALID", "BAD_REQUEST", "the repository name is not valid"),
  NAME_UNKNOWN: row(404, "NAME_UNKNOWN", "NOT_FOUND", "no such repository"),
  UNAUTHORIZED: row(401, "UNAUTHORIZED", "UNAUTHORIZED", "authentication required"),
  DENIED: row(403, "DENIED", "DENIED", "the request is denied"),
  READ_ONLY: row(403, "DENIED", "DENIED", "The system is in read only mode. Any modification is prohibited."),
  QUOTA_EXCEEDED: row(403, "DENIED", "DENIED", "the storage quota of the project would be exceeded"),
  FORBIDDEN: row(403, "DENIED", "FORBIDDEN", "forbidden"),
  NOT_FOUND: row(404, "NAME_UNKNOWN", "NOT_FOUND", "not found"),
  BAD_REQUEST: row(400, "UNSUPPORTED", "BAD_REQUEST", "the request is not valid"),
  UNPROCESSABLE: row(422, "UNSUPPORTED", "UNPROCESSABLE_ENTITY", "the request is not of the right form"),
  TOO_LARGE: row(413, "SIZE_INVALID", "REQUEST_ENTITY_TOO_LARGE", "the request is too large"),
  CONFLICT: row(409, "DENIED", "CONFLICT", "it exists already"),
  TASK_LOST: row(409, "DENIED", "CONFLICT", "somebody else works on the task"),
  RULES_CHANGED: row(409, "DENIED", "CONFLICT", "the project's rules or tags were changed meanwhile; try again"),
  PRECONDITION: row(412, "DENIED", "PRECONDITION", "its state does not allow this"),
  UNSUPPORTED_MEDIA_TYPE: row(415, "UNSUPPORTED", "UNSUPPORTED_MEDIA_TYPE", "the body must be application/json"),
  METHOD_NOT_ALLOWED: row(405, "UNSUPPORTED", "METHOD_NOT_ALLOWED", "this method is not allowed here"),
  UPGRADE_REQUIRED: row(426, "UNSUPPORTED", "UPGRADE_REQUIRED", "a WebSocket is expected here"),
  NOT_IMPLEMENTED: row(501, "UNSUPPORTED", "NOT_IMPLEMENTED", "not implemented"),
  TOO_MANY_REQUESTS: row(429, "TOOMANYREQUESTS", "TOO_MANY_REQUEST", "too many requests; try again later"),
  BUSY: row(503, "UNAVAILABLE", "UNAVAILABLE", "busy; try again in a moment"),
  UNAVAILABLE: row(503, "UNAVAILABLE", "UNAVAILABLE", "the storage did not answer; try again in a moment"),
  UNKNOWN: row(500, "UNAVAILABLE", "UNKNOWN", "internal server error"),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

export interface ErrorOptionsForCaller {
  /** Replaces the table's message; the caller reads it. */
  readonly message?: string;
  /** Facts for the caller, from the request or harmless: digests, names, sizes. */
  readonly detail?: unknown;
  /** Header fields the answer must carry, such as `Range` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log only. */
  readonly cause?: unknown;
}

export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: ErrorCode, options: ErrorOptionsForCaller = {}) {
    super(options.message ?? errorTable[code].message, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
  }
}

function row(status: number, oci: OciCode, harbor: string, message: string): ErrorRow {
  return { status, oci, harbor, message };
}
