import { Outlet, useMatches } from "@tanstack/react-router";
import { Refused } from "../../components/refused.tsx";
import { useProject } from "./use-project.ts";

/** Pages of a project are shown to those whose role reaches them; the others read which role would. */
export function ProjectGate() {
  const { may } = useProject();
  const needs = useMatches().at(-1)?.staticData.needs;
  if (needs !== undefined && !may(needs)) return <Refused roles={[]} />;
  return <Outlet />;
}
