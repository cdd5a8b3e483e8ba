import { Skeleton, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { tags as texts } from "../../i18n/texts/tags.ts";
import { useRepository } from "../repositories/use-repository.ts";
import { deleteTags } from "./mutations.ts";
import { tagDeletionQuery } from "./queries.ts";
import { TagsThatGo } from "./tags-that-go.tsx";

interface DeleteTagsDialogProps {
  readonly pattern: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks with the dry run's count: rules may keep some of the tags. */
export function DeleteTagsDialog({ pattern, opened, onClose, onDeleted }: DeleteTagsDialogProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, path } = useRepository();
  const { data, error } = useQuery({ ...tagDeletionQuery(project.name, path, pattern), enabled: opened && pattern !== "" });
  const remove = useDeletion(onDeleted);
  return (
    <ConfirmDialog
      opened={opened}
      title={data ? t.deleteTitle(data.tags.length) : c.delete}
      verb={c.delete}
      onClose={onClose}
      onConfirm={() => remove(pattern)}
      isReady={data !== undefined && data.tags.length > 0}
    >
      {error ? <ErrorMessage error={error} /> : data ? <TagsThatGo found={data} /> : <Looking />}
    </ConfirmDialog>
  );
}

/** Deletes by a pattern, and tells how many went. */
export function useDeletion(onDeleted?: () => void): (pattern: string) => Promise<void> {
  const t = useTexts(texts);
  const { project, path } = useRepository();
  const queryClient = useQueryClient();
  return async (pattern) => {
    try {
      const count = await deleteTags(project.name, path, pattern);
      notifications.show({ message: t.deleted(count) });
      onDeleted?.();
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["projects", project.name, "repositories"] });
    }
  };
}

export function Looking() {
  const t = useTexts(texts);
  return (
    <div role="status">
      <Text mb="xs">{t.looking}</Text>
      <Skeleton h={80} aria-hidden="true" />
    </div>
  );
}
