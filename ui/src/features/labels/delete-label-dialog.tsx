import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { Label } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { LabelChip } from "../../components/label-chip.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { labels as texts } from "../../i18n/texts/labels.ts";
import { deleteLabel } from "./mutations.ts";
import { labelledCountQuery } from "./queries.ts";

interface DeleteLabelDialogProps {
  readonly label: Label | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function DeleteLabelDialog({ label, opened, onClose }: DeleteLabelDialogProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  if (!label) return null;
  const confirm = async () => {
    await deleteLabel(label);
    notifications.show({ message: t.deleted(label.name) });
  };
  return (
    <ConfirmDialog opened={opened} title={t.deleteTitle(label.name)} verb={c.delete} onClose={onClose} onConfirm={confirm}>
      <Stack gap="xs">
        <Group>
          <LabelChip label={label} />
        </Group>
        {label.scope === "p" ? <Labelled label={label} /> : <Text>{t.deleteEverywhere}</Text>}
        <Text size="sm" c="dimmed">
          {t.deleteForGood}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}

function Labelled({ label }: { readonly label: Label }) {
  const t = useTexts(texts);
  const { data } = useQuery(labelledCountQuery(label));
  return data === undefined ? <Skeleton h={20} /> : <Text>{t.deleteFrom(data)}</Text>;
}
