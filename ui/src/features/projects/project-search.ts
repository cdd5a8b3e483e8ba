import { useSearch } from "@tanstack/react-router";
import { listSearch, type ListSearch } from "../../components/list-search.ts";

export interface ProjectSearch extends ListSearch {
  readonly access?: "public" | "private";
  /** The dialog for a new project is open. */
  readonly new?: true;
}

export function projectSearch(search: Record<string, unknown>): ProjectSearch {
  const { access } = search;
  return {
    ...listSearch(search),
    ...(access === "public" || access === "private" ? { access } : {}),
    ...(search.new === true ? { new: true } : {}),
  };
}

export function useProjectSearch(): ProjectSearch {
  return useSearch({ strict: false });
}
