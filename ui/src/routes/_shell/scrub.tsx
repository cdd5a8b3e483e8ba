import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { ScrubPage } from "../../features/scrub/scrub-page.tsx";

export const Route = createFileRoute("/_shell/scrub")({ validateSearch: listSearch, staticData: { needs: "site" }, component: ScrubPage });
