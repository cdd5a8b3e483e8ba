import { z } from "@hono/zod-openapi";
import type { Page } from "../../store/listing.ts";

/** Harbor's paging: at most 100 to a page, anything above is refused. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(10),
};

/** Paging with filter and order. */
export const listQuery = { q: z.string().optional(), sort: z.string().optional(), ...pageQuery };

export interface PageQuery {
  readonly page: number;
  readonly page_size: number;
  readonly sort?: string | undefined;
}

/** `sort=a,-b`. */
export function pageOf(query: PageQuery): Page {
  const terms = (query.sort ?? "").split(",").filter((term) => term !== "");
  const sort = terms.map((term) => (term.startsWith("-") ? { key: term.slice(1), descending: true } : { key: term, descending: false }));
  return { offset: (query.page - 1) * query.page_size, count: query.page_size, sort };
}

/** `X-Total-Count`, and `Link` as Harbor's own replication follows it: relative, unescaped, comma between. */
export function pageHeaders(request: Request, page: PageQuery, total: number): Record<string, string> {
  const url = new URL(request.url);
  const link = (number: number, rel: string): string => {
    const query = new URLSearchParams(url.search);
    query.set("page", String(number));
    query.set("page_size", String(page.page_size));
    return `<${url.pathname}?${headerText(query)}>; rel="${rel}"`;
  };
  const links = [
    ...(page.page > 1 ? [link(page.page - 1, "prev")] : []),
    ...(page.page * page.page_size < total ? [link(page.page + 1, "next")] : []),
  ];
  return { "X-Total-Count": String(total), ...(links.length > 0 ? { Link: links.join(" , ") } : {}) };
}

/** Unescaped, except where that would be no header field. */
function headerText(query: URLSearchParams): string {
  const text = query.toString();
  const plain = decodeURIComponent(text);
  return /^[\x20-\x7e]*$/.test(plain) && !/[<>]/.test(plain) ? plain : text;
}
