import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useDialog } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { RobotsList } from "./robots-list.tsx";

export function ProjectRobotsPage() {
  const t = useTexts(robots);
  const { project, may } = useProject();
  const creating = useDialog<true>();
  const button = may("robot:create") && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => creating.open(true)}>
      {t.create}
    </Button>
  );
  return (
    <ProjectFrame tab={t.title} actions={button}>
      <RobotsList
        project={{ id: project.project_id, name: project.name }}
        may={{ update: may("robot:update"), delete: may("robot:delete") }}
        creating={creating}
        createButton={button}
      />
    </ProjectFrame>
  );
}
