import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { ProjectLabelsPage } from "../../../../features/labels/project-labels-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/labels")({
  validateSearch: listSearch,
  staticData: { needs: "label:list" },
  component: ProjectLabelsPage,
});
