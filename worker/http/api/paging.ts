import { z } from "@hono/zod-openapi";

/** Harbor's paging: at most 100 to a page, anything above is refused. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(10),
};

/** `X-Total-Count`, and `Link` as Harbor's own replication follows it: relative, unescaped, comma between. */
export function pageHeaders(request: Request, page: { page: number; page_size: number }, total: number): Record<string, string> {
  const url = new URL(request.url);
  const link = (number: number, rel: string): string => {
    const query = new URLSearchParams(url.search);
    query.set("page", String(number));
    query.set("page_size", String(page.page_size));
    return `<${url.pathname}?${decodeURIComponent(query.toString())}>; rel="${rel}"`;
  };
  const links = [
    ...(page.page > 1 ? [link(page.page - 1, "prev")] : []),
    ...(page.page * page.page_size < total ? [link(page.page + 1, "next")] : []),
  ];
  return { "X-Total-Count": String(total), ...(links.length > 0 ? { Link: links.join(" , ") } : {}) };
}
