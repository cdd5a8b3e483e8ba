import { Button, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { User } from "../../api/types.ts";
import { SavingScope, useHeldWhileSaving } from "../../components/saving.ts";
import { useTexts } from "../../i18n/language.tsx";
import { password as texts } from "../../i18n/texts/password.ts";
import { ChangeOwnPassword } from "./change-own-password.tsx";

/** Asks for another password as long as the made one is in force; whoever says "later" is asked at the next visit. */
export function FirstPasswordDialog({ user }: { readonly user: User }) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(true);
  const close = () => setOpen(false);
  const held = useHeldWhileSaving(close);
  return (
    <Modal opened={isOpen} onClose={held.close} title={t.firstTitle} withCloseButton={false} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t.firstHelp}
        </Text>
        <SavingScope value={held.tell}>
          <ChangeOwnPassword user={user} onChanged={close} />
        </SavingScope>
        <Button variant="subtle" onClick={close} disabled={held.isSaving}>
          {t.later}
        </Button>
      </Stack>
    </Modal>
  );
}
