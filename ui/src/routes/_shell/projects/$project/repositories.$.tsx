import { createFileRoute } from "@tanstack/react-router";
import { artifactSearch } from "../../../../features/repositories/artifact-search.ts";
import { RepositoryPage } from "../../../../features/repositories/repository-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/repositories/$")({
  validateSearch: artifactSearch,
  component: RepositoryPage,
});
