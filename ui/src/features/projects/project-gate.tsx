import { useQuery } from "@tanstack/react-query";
import { Outlet, useMatches } from "@tanstack/react-router";
import { holds, rolesQuery } from "../../api/roles.ts";
import { useCurrentUser } from "../../api/session.ts";
import { SignInFirst } from "../../components/page-error.tsx";
import { PageSkeleton } from "../../components/page-skeleton.tsx";
import { Refused } from "../../components/refused.tsx";
import { useProject } from "./use-project.ts";
import { useRoleName } from "../rights/role-names.ts";

/** Pages of a project are shown to those whose role reaches them; the others read which role would. */
export function ProjectGate() {
  const { may } = useProject();
  const user = useCurrentUser();
  const needs = useMatches().at(-1)?.staticData.needs;
  if (needs === undefined || may(needs)) return <Outlet />;
  if (user === null) return <SignInFirst />;
  return <RefusedByRole right={needs} />;
}

function RefusedByRole({ right }: { readonly right: string }) {
  const nameOf = useRoleName();
  const { data, isPending } = useQuery(rolesQuery);
  if (isPending) return <PageSkeleton />;
  return <Refused roles={(data ?? []).filter((role) => holds(role, right)).map(nameOf)} />;
}
