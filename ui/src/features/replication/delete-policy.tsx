import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ReplicationPolicy } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { DialogState } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { deletePolicy } from "./mutations.ts";

interface DeletePolicyProps {
  readonly dialog: DialogState<ReplicationPolicy>;
  readonly onDeleted?: () => void;
}

export function DeletePolicy({ dialog: { opened, subject, close }, onDeleted }: DeletePolicyProps) {
  const t = useTexts(replication);
  const c = useTexts(common);
  const client = useQueryClient();
  const { id = 0, name = "" } = subject ?? {};
  return (
    <ConfirmDialog
      opened={opened}
      title={t.deleteTitle(name)}
      verb={c.delete}
      onClose={close}
      onConfirm={async () => {
        await deletePolicy(client, id);
        notifications.show({ message: t.deleted(name) });
        onDeleted?.();
      }}
    >
      <Text>{t.deleteText}</Text>
    </ConfirmDialog>
  );
}
