import { Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { Project } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { ButtonLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { askDeletable, useDeleteProject } from "./changes.ts";

interface DeleteProjectDialogProps {
  readonly project: Project;
  readonly onClose: () => void;
  readonly onDeleted?: () => Promise<unknown>;
}

/** Asks the site first whether the project can go: nobody types a name in vain. */
export function DeleteProjectDialog({ project, onClose, onDeleted }: DeleteProjectDialogProps) {
  const t = useTexts(projects);
  const c = useTexts(common);
  const remove = useDeleteProject(project);
  const { name, repo_count: repositories } = project;
  const { data, error } = useQuery({
    queryKey: ["projects", name, "deletable"],
    queryFn: () => askDeletable(project),
    staleTime: 0,
    gcTime: 0,
  });
  const confirm = async () => {
    await remove.mutateAsync();
    notifications.show({ message: t.deleted(name) });
    await onDeleted?.();
  };
  if (data?.deletable) {
    return (
      <ConfirmDialog opened title={t.deleteTitle(name)} verb={t.delete} typeName={name} onClose={onClose} onConfirm={confirm}>
        {t.deleteHelp(name)}
      </ConfirmDialog>
    );
  }
  return (
    <Modal opened onClose={onClose} title={data ? t.notDeletable(name) : t.deleteTitle(name)} closeButtonProps={{ "aria-label": c.close }}>
      <Stack>
        {error && <ErrorMessage error={error} />}
        {!data && !error && <Skeleton h={60} />}
        {data && <Text>{t.notDeletableHelp(Math.max(repositories, 1))}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {c.close}
          </Button>
          {data && (
            <ButtonLink to="/projects/$project" params={{ project: name }}>
              {t.toRepositories}
            </ButtonLink>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
