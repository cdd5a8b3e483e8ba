import { Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { tags as texts } from "../../i18n/texts/tags.ts";
import { useRepository } from "../repositories/use-repository.ts";
import { Looking, useDeletion } from "./delete-tags-dialog.tsx";
import { tagDeletionQuery } from "./queries.ts";
import { TagsThatGo } from "./tags-that-go.tsx";

/** What the pattern would take is shown while it is typed. */
export function DeleteByPatternDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, path } = useRepository();
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed.trim(), 300);
  const { data, error, isFetching } = useQuery({
    ...tagDeletionQuery(project.name, path, settled),
    enabled: settled !== "",
    retry: false,
  });
  const isSettled = settled === typed.trim() && !isFetching;
  const found = isSettled && settled !== "" ? data : undefined;
  const remove = useDeletion();
  return (
    <ConfirmDialog
      opened
      title={found ? t.deleteTitle(found.tags.length) : t.byPattern}
      verb={c.delete}
      onClose={onClose}
      onConfirm={() => remove(settled)}
      isReady={found !== undefined && found.tags.length > 0}
    >
      <Stack>
        <TextInput
          label={t.pattern}
          description={t.patternHelp}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {typed.trim() === "" ? (
          <Text c="dimmed">{t.patternStart}</Text>
        ) : isSettled && error ? (
          <ErrorMessage error={error} />
        ) : found ? (
          <TagsThatGo found={found} />
        ) : (
          <Looking />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
