import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { ExecutionPage } from "../../../../features/replication/execution-page.tsx";

export const Route = createFileRoute("/_shell/replications/$policy/executions/$execution")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: ExecutionPage,
});
