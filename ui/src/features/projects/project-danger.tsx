import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projectSettings } from "../../i18n/texts/project-settings.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { DeleteProjectDialog } from "./delete-project-dialog.tsx";
import { useProject } from "./use-project.ts";

export function ProjectDanger() {
  const t = useTexts(projectSettings);
  const p = useTexts(projects);
  const { project } = useProject();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel
      title={t.danger}
      description={t.deleteHelp}
      isDangerous
      actions={
        <Button color="red" variant="outline" leftSection={<IconTrash size={16} />} onClick={() => setOpen(true)}>
          {p.delete}
        </Button>
      }
    >
      <DeleteProjectDialog
        project={project}
        opened={isOpen}
        onClose={() => setOpen(false)}
        onDeleted={() => navigate({ to: "/projects" })}
      />
    </Panel>
  );
}
