import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Project } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { ButtonLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { askDeletable, useDeleteProject } from "./changes.ts";
import { projectQuery } from "./queries.ts";

interface DeleteProjectDialogProps {
  readonly project: Project;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted?: () => Promise<unknown>;
}

/** Asks the site first whether the project can go: nobody types a name in vain. */
export function DeleteProjectDialog({ project, opened, onClose, onDeleted }: DeleteProjectDialogProps) {
  const t = useTexts(projects);
  const c = useTexts(common);
  const remove = useDeleteProject(project);
  const client = useQueryClient();
  const { name, repo_count: repositories } = project;
  const { data, error } = useQuery({
    queryKey: ["projects", name, "deletable"],
    queryFn: () => askDeletable(project),
    enabled: opened,
    staleTime: 0,
  });
  const confirm = async () => {
    await remove.mutateAsync();
    notifications.show({ message: t.deleted(name) });
    await onDeleted?.();
    // Another one of this name has another id.
    client.removeQueries({ queryKey: projectQuery(name).queryKey });
  };
  if (data?.deletable !== false && !error) {
    return (
      <ConfirmDialog
        opened={opened}
        title={t.deleteTitle(name)}
        verb={t.delete}
        typeName={name}
        isReady={data !== undefined}
        onClose={onClose}
        onConfirm={confirm}
      >
        {data ? t.deleteHelp(name) : <Skeleton h={50} />}
      </ConfirmDialog>
    );
  }
  return (
    <Dialog opened={opened} onClose={onClose} title={error ? t.deleteTitle(name) : t.notDeletable(name)} size="md">
      <Stack>
        {error ? <ErrorMessage error={error} /> : <Text>{t.notDeletableHelp(Math.max(repositories, 1))}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {c.close}
          </Button>
          <ButtonLink to="/projects/$project" params={{ project: name }}>
            {t.toRepositories}
          </ButtonLink>
        </Group>
      </Stack>
    </Dialog>
  );
}
