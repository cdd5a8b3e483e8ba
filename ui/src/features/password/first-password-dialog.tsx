import { Button, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { User } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { password as texts } from "../../i18n/texts/password.ts";
import { ChangeOwnPassword } from "./change-own-password.tsx";

/** Asks for another password as long as the made one is in force; whoever says "later" is asked at the next visit. */
export function FirstPasswordDialog({ user }: { readonly user: User }) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Modal opened={isOpen} onClose={close} title={t.firstTitle} withCloseButton={false} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t.firstHelp}
        </Text>
        <ChangeOwnPassword user={user} onChanged={close} />
        <Button variant="subtle" onClick={close}>
          {t.later}
        </Button>
      </Stack>
    </Modal>
  );
}
