import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { ProjectRobotsPage } from "../../../../features/robots/project-robots-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/robots")({
  validateSearch: listSearch,
  staticData: { needs: "robot:list" },
  component: ProjectRobotsPage,
});
