import { createFileRoute } from "@tanstack/react-router";
import { type ListSearch, listSearch } from "../../../../components/list-search.ts";
import { RetentionPage } from "../../../../features/retention/retention-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/retention")({
  validateSearch: (search: Record<string, unknown>): ListSearch & { readonly run?: number | undefined } => ({
    ...listSearch(search),
    ...(typeof search.run === "number" ? { run: search.run } : {}),
  }),
  staticData: { needs: "tag-retention:read" },
  component: RetentionPage,
});
