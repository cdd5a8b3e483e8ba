import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { MembersPage } from "../../../../features/members/members-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/members")({
  validateSearch: listSearch,
  staticData: { needs: "member:list" },
  component: MembersPage,
});
