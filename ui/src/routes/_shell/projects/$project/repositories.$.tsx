import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { RepositoryPage } from "../../../../features/repositories/repository-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/repositories/$")({ validateSearch: listSearch, component: RepositoryPage });
