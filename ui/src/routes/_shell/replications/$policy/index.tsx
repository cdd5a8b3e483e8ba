import { createFileRoute } from "@tanstack/react-router";
import { PolicyPage } from "../../../../features/replication/policy-page.tsx";
import { runSearch } from "../../../../features/replication/run-search.ts";

export const Route = createFileRoute("/_shell/replications/$policy/")({
  validateSearch: runSearch,
  staticData: { needs: "site" },
  component: PolicyPage,
});
