import { List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { Repository } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { deleteRepositories } from "./mutations.ts";

interface DeleteRepositoriesDialogProps {
  readonly project: string;
  readonly repositories: readonly Repository[];
  readonly opened: boolean;
  readonly onClose: () => void;
  /** May lead away from what is gone. */
  readonly onDeleted: () => unknown;
}

/** So much is not lost by a slip of the mouse. */
const artifactsUnasked = 10;

export function DeleteRepositoriesDialog({ project, repositories, opened, onClose, onDeleted }: DeleteRepositoriesDialogProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const artifacts = sum(repositories.map(({ artifact_count: count }) => count));
  const tags = sum(repositories.map(({ tag_count: count = 0 }) => count));
  const typeName = repositories.length === 1 ? (repositories[0]?.name ?? project) : project;
  const remove = async () => {
    try {
      await deleteRepositories(
        project,
        repositories.map(({ name }) => name),
      );
      notifications.show({ message: t.deleted(repositories.length) });
      await onDeleted();
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["projects"] });
    }
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t.deleteTitle(repositories.length)}
      verb={c.delete}
      onClose={onClose}
      onConfirm={remove}
      {...(artifacts > artifactsUnasked ? { typeName } : {})}
    >
      <Stack gap="sm">
        <Text>{(repositories.length === 1 ? t.deleteWhat : t.deleteWhatMany)(t.artifactCount(artifacts), t.tagCount(tags))}</Text>
        <List size="sm">
          {repositories.map(({ name, artifact_count: count }) => (
            <List.Item key={name}>
              <span className="code">{name}</span> <span>({t.artifactCount(count)})</span>
            </List.Item>
          ))}
        </List>
        <Text size="sm" c="dimmed">
          {t.deleteHelp}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((before, count) => before + count, 0);
}
