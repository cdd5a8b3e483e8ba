import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { ProjectLogsPage } from "../../../../features/audit/project-logs-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/logs")({
  validateSearch: listSearch,
  staticData: { needs: "log:list" },
  component: ProjectLogsPage,
});
