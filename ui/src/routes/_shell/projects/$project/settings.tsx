import { createFileRoute } from "@tanstack/react-router";
import { ProjectSettingsPage } from "../../../../features/projects/project-settings-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/settings")({
  staticData: { needs: "configuration:read" },
  component: ProjectSettingsPage,
});
