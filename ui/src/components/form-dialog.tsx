import { Button, Group, type ModalProps, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { Dialog } from "./dialog.tsx";
import { ErrorMessage } from "./error-message.tsx";
import { renewAfter } from "./renew-after.ts";
import { useTellSaving } from "./saving.ts";

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
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tellSaving = useTellSaving();
  const submit = async () => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) {
      form.getInputNode(Object.keys(errors)[0] ?? "")?.focus();
      return;
    }
    setBusy(true);
    tellSaving(true);
    setError(null);
    try {
      await save(form.getValues());
    } catch (failure) {
      setError(failure);
      renewAfter(failure, client);
    } finally {
      setBusy(false);
      tellSaving(false);
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
            <Button variant="default" onClick={onCancel} disabled={isBusy}>
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
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={size}>
      <SavingForm {...form} onCancel={onClose} />
    </Dialog>
  );
}
