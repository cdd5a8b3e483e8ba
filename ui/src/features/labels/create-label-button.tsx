import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTexts } from "../../i18n/language.tsx";
import { labels as texts } from "../../i18n/texts/labels.ts";

export function CreateLabelButton({ onClick }: { readonly onClick: () => void }) {
  const t = useTexts(texts);
  return (
    <Button leftSection={<IconPlus size={16} />} onClick={onClick}>
      {t.create}
    </Button>
  );
}
