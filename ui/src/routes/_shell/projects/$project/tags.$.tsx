import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { TagsPage } from "../../../../features/tags/tags-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/tags/$")({ validateSearch: listSearch, component: TagsPage });
