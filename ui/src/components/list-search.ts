/** What a list shows stands in the address: `?page=2&size=50&sort=-name&q=…`. */
import { useNavigate, useSearch } from "@tanstack/react-router";

export interface ListSearch {
  readonly page?: number;
  readonly size?: number;
  /** The column's name in the API; `-` before it: downwards. */
  readonly sort?: string;
  /** What the person typed into the filter. */
  readonly q?: string;
}

export const pageSizes = [15, 25, 50, 100];
export const pageSizeUsual = 25;

/** For a route's `validateSearch`; what it does not know it drops. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const { page, size, sort, q } = search;
  return {
    ...(isCount(page) && page > 1 ? { page } : {}),
    ...(isCount(size) && pageSizes.includes(size) ? { size } : {}),
    ...(typeof sort === "string" && sort !== "" ? { sort } : {}),
    ...(typeof q === "string" || typeof q === "number" ? { q: String(q) } : {}),
  };
}

export function useListSearch(): readonly [ListSearch, (change: ListSearch) => void] {
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (next: ListSearch) => {
    // The router knows the search of each route; this works for all of them that have a list's.
    void navigate({ to: ".", search: (old: object) => ({ ...old, page: undefined, ...next }), replace: true } as never);
  };
  return [search, change];
}

/** The same as the API's parameters. */
export function listQuery({ page = 1, size = pageSizeUsual, sort }: ListSearch) {
  return { page, page_size: size, ...(sort ? { sort } : {}) };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}
