import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconSettings, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Project } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { projects } from "../../i18n/texts/projects.ts";

interface ProjectMenuProps {
  readonly project: Project;
  readonly mayDelete: boolean;
  readonly onDelete: () => void;
}

export function ProjectMenu({ project, mayDelete, onDelete }: ProjectMenuProps) {
  const t = useTexts(projects);
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t.actionsOf(project.name)}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          onClick={() => void navigate({ to: "/projects/$project/settings", params: { project: project.name } })}
        >
          {t.settings}
        </Menu.Item>
        {mayDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>
            {t.delete}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
