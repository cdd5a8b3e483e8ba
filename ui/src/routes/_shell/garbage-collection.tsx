import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { GarbageCollectionPage } from "../../features/gc/garbage-collection-page.tsx";

export const Route = createFileRoute("/_shell/garbage-collection")({
  validateSearch: listSearch,
  staticData: { needs: "site" },
  component: GarbageCollectionPage,
});
