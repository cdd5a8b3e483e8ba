import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { GroupsPage } from "../../features/groups/groups-page.tsx";

export const Route = createFileRoute("/_shell/groups")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: GroupsPage,
});
