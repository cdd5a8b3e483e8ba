import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { ImmutabilityPage } from "../../../../features/immutability/immutability-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/immutability")({
  validateSearch: listSearch,
  staticData: { needs: "immutable-tag:list" },
  component: ImmutabilityPage,
});
