import { createFileRoute } from "@tanstack/react-router";
import { ExecutionPage } from "../../../../features/replication/execution-page.tsx";
import { runSearch } from "../../../../features/replication/run-search.ts";

export const Route = createFileRoute("/_shell/replications/$policy/executions/$execution")({
  validateSearch: runSearch,
  staticData: { needs: "site" },
  component: ExecutionPage,
});
