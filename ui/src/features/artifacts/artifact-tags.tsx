import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Artifact } from "../../api/types.ts";
import { AnchorLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { useProject } from "../projects/use-project.ts";
import { AddTagDialog } from "./add-tag-dialog.tsx";
import type { ArtifactAddress } from "./artifact-address.ts";
import { TagChip } from "./tag-chip.tsx";

const shownMax = 12;

interface ArtifactTagsProps {
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
}

/** The newest tags; all of them have a list of their own. */
export function ArtifactTags({ address, artifact }: ArtifactTagsProps) {
  const t = useTexts(artifactBelongings);
  const { may } = useProject();
  const [isAdding, setAdding] = useState(false);
  const tags = artifact.tags ?? [];
  return (
    <Stack gap={6} align="flex-start" miw={0}>
      <Title order={2} fz="xs" fw={600} c="dimmed">
        {t.tags}
      </Title>
      <Group gap={6}>
        {tags.slice(0, shownMax).map((tag) => (
          <TagChip key={tag.id} tag={tag} />
        ))}
        {tags.length > shownMax && (
          <AnchorLink to="." search={(old) => ({ ...old, tab: "tags" })} size="sm">
            {t.moreTags(tags.length - shownMax)}
          </AnchorLink>
        )}
        {tags.length === 0 && (
          <Text size="sm" c="dimmed">
            {t.noTags}
          </Text>
        )}
        {may("tag:create") && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
            {t.addTag}
          </Button>
        )}
      </Group>
      <AddTagDialog address={address} opened={isAdding} onClose={() => setAdding(false)} />
    </Stack>
  );
}
