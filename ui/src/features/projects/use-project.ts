import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import type { Project } from "../../api/types.ts";
import { projectQuery } from "./queries.ts";

/** The project of the address, and what the person may do in it. For pages below `/projects/<name>`. */
export function useProject(): { readonly project: Project; readonly may: (right: string) => boolean } {
  const { project: name = "" } = useParams({ strict: false });
  const { data: project } = useSuspenseQuery(projectQuery(name));
  return { project, may: useMay(project.project_id) };
}
