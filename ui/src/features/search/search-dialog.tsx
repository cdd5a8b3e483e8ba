import { Modal } from "@mantine/core";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(shell);
  return <Modal opened onClose={onClose} title={t.search} />;
}
