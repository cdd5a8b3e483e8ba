import { useNavigate, useSearch } from "@tanstack/react-router";
import { listSearch, type ListSearch } from "../../components/list-search.ts";

/** What the list of a repository's artifacts shows; `q` is part of a tag. */
export interface ArtifactSearch extends ListSearch {
  /** As the API names it: `IMAGE`. */
  readonly type?: string;
  readonly label?: number;
  readonly tagged?: boolean;
}

/** For a route's `validateSearch`. */
export function artifactSearch(search: Record<string, unknown>): ArtifactSearch {
  const { type, label, tagged } = search;
  return {
    ...listSearch(search),
    ...(typeof type === "string" && /^[A-Z0-9._-]+$/.test(type) ? { type } : {}),
    ...(typeof label === "number" && Number.isInteger(label) ? { label } : {}),
    ...(typeof tagged === "boolean" ? { tagged } : {}),
  };
}

type Change = { readonly [K in keyof ArtifactSearch]?: ArtifactSearch[K] | undefined };

export function useArtifactSearch(): readonly [ArtifactSearch, (change: Change) => void] {
  const search: ArtifactSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (next: Change) => {
    // As in `useListSearch`.
    void navigate({ to: ".", search: (old: object) => ({ ...old, page: undefined, ...next }), replace: true } as never);
  };
  return [search, change];
}
