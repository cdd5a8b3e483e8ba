/** `If-None-Match` against the digest that is the content's ETag (RFC 9110 §13.1.2, weak comparison). */
export function isUnchanged(request: Request, digest: string): boolean {
  const header = request.headers.get("If-None-Match");
  if (header === null) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${digest}"`);
}

/** `If-Range` allows the range only for this very content (RFC 9110 §13.1.5, strong comparison; dates never match). */
export function rangeAllowed(request: Request, digest: string): boolean {
  const header = request.headers.get("If-Range");
  return header === null || header.trim() === `"${digest}"`;
}
