import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { LabelsPage } from "../../features/labels/labels-page.tsx";

export const Route = createFileRoute("/_shell/labels")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: LabelsPage,
});
