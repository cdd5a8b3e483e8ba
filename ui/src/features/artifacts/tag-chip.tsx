import { Badge, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconLock, IconTag } from "@tabler/icons-react";
import type { Tag } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";

/** A tag's name; a lock where a rule keeps it. */
export function TagChip({ tag }: { readonly tag: Pick<Tag, "name" | "immutable"> }) {
  const t = useTexts(artifactBelongings);
  const chip = (
    <Badge
      color="gray"
      size="lg"
      fw={500}
      maw="100%"
      // A name of 128 characters goes on in the next line.
      h="auto"
      mih="1.625rem"
      styles={{ label: { whiteSpace: "normal", overflowWrap: "anywhere" } }}
      leftSection={tag.immutable ? <IconLock size={13} aria-hidden="true" /> : <IconTag size={13} aria-hidden="true" />}
    >
      {tag.name}
      {tag.immutable && <VisuallyHidden>, {t.immutable}</VisuallyHidden>}
    </Badge>
  );
  return tag.immutable ? <Tooltip label={t.immutableHelp}>{chip}</Tooltip> : chip;
}
