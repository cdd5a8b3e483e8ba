import { DomainError, errorTable } from "../../domain/errors.ts";
import type { Log } from "../../lib/log.ts";
import { CommitUnknown } from "../../store/failures.ts";

/** Harbor's error body, for everything under /api. What is no DomainError is logged whole and told as an internal error. */
export function apiError(error: unknown, log: Log): Response {
  const known =
    error instanceof DomainError ? error : new DomainError(error instanceof CommitUnknown ? "UNAVAILABLE" : "UNKNOWN", { cause: error });
  const row = errorTable[known.code];
  if (row.status >= 500 && row.status !== 501) log("error", "request failed", { code: known.code, error: known });
  else if (known.cause !== undefined) log("info", "request refused", { code: known.code, cause: known.cause });
  const body = { errors: [{ code: row.harbor, message: known.message }] };
  return new Response(`${JSON.stringify(body)}\n`, {
    status: row.status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...known.headers },
  });
}
