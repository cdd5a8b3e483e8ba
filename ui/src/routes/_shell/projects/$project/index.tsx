import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { RepositoriesPage } from "../../../../features/repositories/repositories-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/")({ validateSearch: listSearch, component: RepositoriesPage });
