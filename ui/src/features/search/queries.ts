import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { SearchResult } from "../../api/types.ts";

/** The API shows as many of each kind. */
export const foundMax = 100;

export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: ({ signal }) => get<SearchResult>("/search", { q: text }, signal),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
