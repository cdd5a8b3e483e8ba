import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTexts } from "../i18n/language.tsx";
import { leave as texts } from "../i18n/texts/leave.ts";
import { useLeaving } from "./use-leaving.ts";

/** Asks before a page with changes that are not saved is left. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const t = useTexts(texts);
  const { status, proceed, reset } = useLeaving(isDirty);
  return (
    <Modal opened={status === "blocked"} onClose={() => reset?.()} title={t.title} withCloseButton={false}>
      <Stack>
        <Text>{t.help}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t.leave}
          </Button>
          <Button onClick={() => reset?.()} data-autofocus>
            {t.stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
