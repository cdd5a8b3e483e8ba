import { createFileRoute } from "@tanstack/react-router";
import { ProjectsPage } from "../../../features/projects/projects-page.tsx";
import { projectSearch } from "../../../features/projects/project-search.ts";

export const Route = createFileRoute("/_shell/projects/")({ validateSearch: projectSearch, component: ProjectsPage });
