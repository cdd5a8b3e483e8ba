import { DomainError } from "../../domain/errors.ts";

const countDefault = 100;
const countMax = 1000;

/** `n` and `last` of a list (distribution-spec v1.1 §"Listing Tags"); a larger `n` is cut to 1000. @throws DomainError BAD_REQUEST */
export function pageOf(request: Request): { last: string; count: number } {
  const query = new URL(request.url).searchParams;
  const n = query.get("n");
  if (n !== null && !/^\d{1,9}$/.test(n)) throw new DomainError("BAD_REQUEST", { message: "n must be a number, 0 or greater" });
  return { last: query.get("last") ?? "", count: n === null ? countDefault : Math.min(Number(n), countMax) };
}

/** RFC 8288: where the next page is. */
export function nextLink(path: string, query: Readonly<Record<string, string>>): Record<string, string> {
  return { Link: `<${path}?${new URLSearchParams(query).toString()}>; rel="next"` };
}
