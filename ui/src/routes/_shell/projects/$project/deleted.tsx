import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { DeletedArtifactsPage } from "../../../../features/deleted-artifacts/deleted-artifacts-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/deleted")({
  validateSearch: listSearch,
  staticData: { needs: "project:update" },
  component: DeletedArtifactsPage,
});
