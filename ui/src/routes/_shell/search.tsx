import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { SearchPage } from "../../features/search/search-page.tsx";

export const Route = createFileRoute("/_shell/search")({ validateSearch: listSearch, component: SearchPage });
