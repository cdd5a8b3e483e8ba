import { Button, Group, Modal, type ModalProps, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { ErrorMessage } from "./error-message.tsx";

interface SavingFormProps<V> {
  readonly form: UseFormReturnType<V>;
  /** The word on the button. */
  readonly verb: string;
  readonly children: ReactNode;
  /** A failure is said in the form, and what was entered stays. */
  readonly save: (values: V) => Promise<unknown>;
  readonly onCancel?: () => void;
}

/** A form that shows that it is saving, and what went wrong when it could not. */
export function SavingForm<V>({ form, verb, children, save, onCancel }: SavingFormProps<V>) {
  const t = useTexts(common);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) {
      form.getInputNode(Object.keys(errors)[0] ?? "")?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await save(form.getValues());
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog is a child of the page in React's tree, though not in the document's.
        event.stopPropagation();
        void submit();
      }}
    >
      <Stack>
        {children}
        {error !== null && <ErrorMessage error={error} />}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t.cancel}
            </Button>
          )}
          <Button type="submit" loading={isBusy}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FormDialogProps<V> extends Omit<SavingFormProps<V>, "onCancel"> {
  readonly opened: boolean;
  readonly title: string;
  readonly size?: ModalProps["size"];
  readonly onClose: () => void;
}

export function FormDialog<V>({ opened, title, size = "lg", onClose, ...form }: FormDialogProps<V>) {
  const t = useTexts(common);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeButtonProps={{ "aria-label": t.close }}>
      <SavingForm {...form} onCancel={onClose} />
    </Modal>
  );
}
