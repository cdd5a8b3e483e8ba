import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../components/list-search.ts";
import { UsersPage } from "../../features/users/users-page.tsx";

export const Route = createFileRoute("/_shell/users")({ validateSearch: listSearch, staticData: { needs: "site" }, component: UsersPage });
