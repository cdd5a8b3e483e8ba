import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { QuotasPage } from "../../features/quotas/quotas-page.tsx";

export const Route = createFileRoute("/_shell/quotas")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: QuotasPage,
});
