import { createFileRoute } from "@tanstack/react-router";
import { permissionsQuery } from "../../../../api/session.ts";
import { ProjectGate } from "../../../../features/projects/project-gate.tsx";
import { projectQuery } from "../../../../features/projects/queries.ts";

export const Route = createFileRoute("/_shell/projects/$project")({
  loader: async ({ context: { queryClient }, params }) => {
    const project = await queryClient.ensureQueryData(projectQuery(params.project));
    await queryClient.ensureQueryData(permissionsQuery(project.project_id));
  },
  component: ProjectGate,
});
