import { DomainError, errorTable } from "../../domain/errors.ts";
import { CommitUnknown } from "../../store/failures.ts";
import type { Log } from "../../lib/log.ts";

/**
 * The answer to a failed request under /v2: distribution-spec v1.1 §"Error Codes". What is no DomainError is logged whole and told as
 * an internal error, never with its own message.
 */
export function registryError(error: unknown, log: Log): Response {
  const known =
    error instanceof DomainError ? error : new DomainError(error instanceof CommitUnknown ? "UNAVAILABLE" : "UNKNOWN", { cause: error });
  const row = errorTable[known.code];
  if (row.status >= 500) log("error", "request failed", { code: known.code, error: known });
  else if (known.cause !== undefined) log("info", "request refused", { code: known.code, cause: known.cause });
  const body = { errors: [{ code: row.oci, message: known.message, ...(known.detail === undefined ? {} : { detail: known.detail }) }] };
  const challenge = row.status === 401 && !known.headers["WWW-Authenticate"] ? { "WWW-Authenticate": 'Basic realm="harbor"' } : {};
  return Response.json(body, { status: row.status, headers: { ...challenge, ...known.headers } });
}
