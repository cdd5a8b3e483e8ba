import { Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { Project, RetentionPolicy } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { useRetentionChanges } from "./changes.ts";
import { previewQuery } from "./queries.ts";

interface RunNowDialogProps {
  readonly opened: boolean;
  readonly project: Project;
  /** As it is saved. */
  readonly policy: RetentionPolicy;
  readonly onClose: () => void;
}

/** Names what will go before it goes. */
export function RunNowDialog({ opened, project, policy, onClose }: RunNowDialogProps) {
  const t = useTexts(texts);
  const format = useFormat();
  const { run } = useRetentionChanges(project);
  const { data, error } = useQuery({ ...previewQuery({ policy, page: 1, retained: false }), staleTime: 0, enabled: opened });
  const start = async () => {
    await run(false);
    notifications.show({ message: t.started, color: "teal" });
  };
  const going = data ? data.artifacts - data.retained : 0;
  return (
    <ConfirmDialog opened={opened} title={t.runTitle} verb={t.runNow} isReady={data !== undefined} onClose={onClose} onConfirm={start}>
      <Stack gap="xs">
        {error && <ErrorMessage error={error} />}
        {!data && !error && <Skeleton h={24} />}
        {data && (
          <Text fw={600}>
            {!data.is_complete && t.willGoAtLeast(going)}
            {data.is_complete && (going === 0 ? t.nothingGoes : t.willGo(going, format.number(data.artifacts)))}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t.backHelp}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}
