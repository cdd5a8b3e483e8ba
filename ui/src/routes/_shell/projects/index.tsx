import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../components/list-search.ts";
import { ProjectsPage } from "../../../features/projects/projects-page.tsx";

export const Route = createFileRoute("/_shell/projects/")({ validateSearch: listSearch, component: ProjectsPage });
