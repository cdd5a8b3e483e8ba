import { Badge } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";

export function ResultBadge({ isDone }: { readonly isDone: boolean }) {
  const t = useTexts(texts);
  return (
    <Badge
      color={isDone ? "teal" : "red"}
      miw="max-content"
      leftSection={isDone ? <IconCheck size={12} aria-hidden="true" /> : <IconX size={12} aria-hidden="true" />}
    >
      {isDone ? t.done : t.refused}
    </Badge>
  );
}
