import { Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { SavingScope, useHeldWhileSaving } from "./saving.ts";

interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly size?: ModalProps["size"];
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What is in it begins anew each time it opens. */
export function Dialog({ opened, title, size = "lg", onClose, children }: DialogProps) {
  const t = useTexts(common);
  const { tell, isSaving, hasForm, close } = useHeldWhileSaving(onClose);
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnClickOutside={!hasForm}
      title={title}
      size={size}
      closeButtonProps={{ "aria-label": t.close, disabled: isSaving }}
    >
      <SavingScope value={tell}>{children}</SavingScope>
    </Modal>
  );
}

export interface DialogState<T> {
  readonly opened: boolean;
  /** What the dialog is about. It stays while the dialog fades out. */
  readonly subject: T | null;
  readonly open: (subject: T) => void;
  readonly close: () => void;
}

export function useDialog<T>(): DialogState<T> {
  const [{ opened, subject }, set] = useState<{ opened: boolean; subject: T | null }>({ opened: false, subject: null });
  return {
    opened,
    subject,
    open: (next) => set({ opened: true, subject: next }),
    close: () => set((last) => ({ ...last, opened: false })),
  };
}
