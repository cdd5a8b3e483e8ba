import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { JobsPage } from "../../features/jobs/jobs-page.tsx";

export const Route = createFileRoute("/_shell/jobs")({ validateSearch: listSearch, staticData: { needs: "site" }, component: JobsPage });
