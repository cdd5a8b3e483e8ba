import { DomainError } from "../../domain/errors.ts";

/** False when the request says that nothing follows its header. */
export function hasBody(request: Request): boolean {
  return request.headers.get("Content-Length") !== "0";
}

/** Bytes by Content-Length; null when the request does not say. */
export function declaredBytes(request: Request): number | null {
  const text = request.headers.get("Content-Length");
  if (text === null) return null;
  const bytes = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(bytes)) throw new DomainError("SIZE_INVALID");
  return bytes;
}

/**
 * `Content-Range: <first>-<last>` of a chunk, both inclusive (distribution-spec v1.1 §"Pushing a blob in chunks"); RFC 9110's
 * `bytes <first>-<last>/<total>` is taken for the same.
 *
 * @throws DomainError UPLOAD_INVALID
 */
export function contentRange(request: Request): { start: number; bytes: number } | null {
  const text = request.headers.get("Content-Range");
  if (text === null) return null;
  const match = /^(?:bytes[ =])?(\d{1,15})-(\d{1,15})(?:\/(?:\d+|\*))?$/.exec(text.trim());
  const start = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (!match || last < start) throw new DomainError("UPLOAD_INVALID", { message: "Content-Range must be <first>-<last>" });
  return { start, bytes: last - start + 1 };
}
