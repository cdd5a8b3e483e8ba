import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../components/list-search.ts";
import { PoliciesPage } from "../../../features/replication/policies-page.tsx";

export const Route = createFileRoute("/_shell/replications/")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: PoliciesPage,
});
