import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { RetentionPage } from "../../../../features/retention/retention-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/retention")({
  validateSearch: listSearch,
  staticData: { needs: "tag-retention:read" },
  component: RetentionPage,
});
