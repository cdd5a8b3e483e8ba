import { Stack } from "@mantine/core";
import { useTexts } from "../../i18n/language.tsx";
import { projectSettings } from "../../i18n/texts/project-settings.ts";
import { ProjectAccess } from "./project-access.tsx";
import { ProjectDanger } from "./project-danger.tsx";
import { ProjectFrame } from "./project-frame.tsx";
import { ProjectOverview } from "./project-overview.tsx";
import { ProjectStorage } from "./project-storage.tsx";
import { useProject } from "./use-project.ts";

export function ProjectSettingsPage() {
  const t = useTexts(projectSettings);
  const { may } = useProject();
  return (
    <ProjectFrame tab={t.title}>
      <Stack gap="lg" maw={760}>
        <ProjectOverview />
        {may("project:update") && <ProjectAccess />}
        {may("quota:read") && <ProjectStorage />}
        {may("project:delete") && <ProjectDanger />}
      </Stack>
    </ProjectFrame>
  );
}
