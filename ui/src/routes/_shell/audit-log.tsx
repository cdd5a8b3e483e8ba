import { createFileRoute } from "@tanstack/react-router";
import { AuditLogPage } from "../../features/audit/audit-log-page.tsx";
import { type AuditSearch, auditSearch } from "../../features/audit/audit-search.ts";

export const Route = createFileRoute("/_shell/audit-log")({
  validateSearch: (search: Record<string, unknown>): AuditSearch & { readonly view?: "purge" } => ({
    ...auditSearch(search),
    ...(search.view === "purge" ? { view: search.view } : {}),
  }),
  staticData: { needs: "site" },
  component: AuditLogPage,
});
