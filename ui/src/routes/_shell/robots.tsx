import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { RobotsPage } from "../../features/robots/robots-page.tsx";

export const Route = createFileRoute("/_shell/robots")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: RobotsPage,
});
