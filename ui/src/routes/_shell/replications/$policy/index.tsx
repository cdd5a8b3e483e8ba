import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { PolicyPage } from "../../../../features/replication/policy-page.tsx";

export const Route = createFileRoute("/_shell/replications/$policy/")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: PolicyPage,
});
