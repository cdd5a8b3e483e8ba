import { queryOptions } from "@tanstack/react-query";
import { list } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { Artifact, Label } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

/** Whose labels: the whole site's, or a project's. */
export type LabelHome = { readonly scope: "g" } | { readonly scope: "p"; readonly project_id: number };

export const labelsQuery = (home: LabelHome, search: ListSearch) =>
  queryOptions({
    queryKey: ["labels", "list", home, search],
    queryFn: ({ signal }) => list<Label>("/labels", { sort: "name", ...listQuery(search), ...home, q: contains("name", search.q) }, signal),
  });

/** How many artifacts of the project have a label. */
export const labelledCountQuery = (label: Label) =>
  queryOptions({
    queryKey: ["labels", label.id, "artifacts"],
    queryFn: async ({ signal }) => {
      const { total } = await list<Artifact>(
        `/projects/${label.project_id}/artifacts`,
        { q: `labels=(${label.id})`, page_size: 1 },
        signal,
      );
      return total;
    },
    // They change while the dialog is closed.
    staleTime: 0,
  });
