import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ReplicationExecution } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { DialogState } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { stopRun } from "./mutations.ts";

export function StopRun({ dialog: { opened, subject, close } }: { readonly dialog: DialogState<ReplicationExecution> }) {
  const t = useTexts(replication);
  const client = useQueryClient();
  return (
    <ConfirmDialog
      opened={opened}
      title={t.stopTitle(subject?.id ?? "")}
      verb={t.stop}
      onClose={close}
      onConfirm={async () => {
        if (!subject) return;
        await stopRun(client, subject.id);
        notifications.show({ message: t.stopped });
      }}
    >
      <Text>{t.stopText}</Text>
    </ConfirmDialog>
  );
}
