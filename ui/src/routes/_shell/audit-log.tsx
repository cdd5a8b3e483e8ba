import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { AuditLogPage } from "../../features/audit/audit-log-page.tsx";

export const Route = createFileRoute("/_shell/audit-log")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: AuditLogPage,
});
