import { createFileRoute } from "@tanstack/react-router";
import { auditSearch } from "../../../../features/audit/audit-search.ts";
import { ProjectLogsPage } from "../../../../features/audit/project-logs-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/logs")({
  validateSearch: auditSearch,
  staticData: { needs: "log:list" },
  component: ProjectLogsPage,
});
