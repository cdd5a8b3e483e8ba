import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { ErrorMessage } from "./error-message.tsx";
import { renewAfter } from "./renew-after.ts";

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What will go, by name and number. */
  readonly children: ReactNode;
  /** The verb, as on the button that led here. */
  readonly verb: string;
  /** For what takes much with it: its name must be typed. */
  readonly typeName?: string;
  /** False while it is not known yet what will go. */
  readonly isReady?: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks once before something is destroyed. A failure is said in it, and it stays. */
export function ConfirmDialog({ opened, title, children, verb, typeName, isReady = true, onClose, onConfirm }: ConfirmDialogProps) {
  const t = useTexts(common);
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setTyped("");
    setError(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (failure) {
      setError(failure);
      renewAfter(failure, client);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      // Whoever closed it now would not learn what became of it.
      onClose={isBusy ? () => {} : close}
      title={title}
      closeButtonProps={{ "aria-label": t.close, disabled: isBusy }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Stack>
          <div>{children}</div>
          {typeName && (
            <TextInput
              label={t.typeToConfirm(typeName)}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              data-autofocus
              autoComplete="off"
            />
          )}
          {error !== null && <ErrorMessage error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={isBusy} {...(typeName ? {} : { "data-autofocus": true })}>
              {t.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={isBusy} disabled={!isReady || (typeName !== undefined && typed !== typeName)}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
