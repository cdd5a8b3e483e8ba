import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { RegistriesPage } from "../../features/registries/registries-page.tsx";

export const Route = createFileRoute("/_shell/registries")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: RegistriesPage,
});
