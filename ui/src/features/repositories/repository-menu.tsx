import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../i18n/language.tsx";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { DeleteRepositoriesDialog } from "./delete-repositories-dialog.tsx";
import { useRepository } from "./use-repository.ts";

export function RepositoryMenu() {
  const t = useTexts(texts);
  const { project, repository, may } = useRepository();
  const navigate = useNavigate();
  const [isAsking, ask] = useDisclosure();
  if (!may("repository:delete")) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t.moreActions}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
            {t.deleteThis}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteRepositoriesDialog
        project={project.name}
        repositories={[repository]}
        opened={isAsking}
        onClose={ask.close}
        onDeleted={() => navigate({ to: "/projects/$project", params: { project: project.name } })}
      />
    </>
  );
}
