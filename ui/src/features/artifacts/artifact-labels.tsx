import { Group, Stack, Text, Title } from "@mantine/core";
import type { Artifact } from "../../api/types.ts";
import { LabelChip } from "../../components/label-chip.tsx";
import { useFailureNotice } from "../../components/use-failure-notice.ts";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { useProject } from "../projects/use-project.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { addLabel, removeLabel } from "./changes.ts";
import { LabelPicker } from "./label-picker.tsx";

interface ArtifactLabelsProps {
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
}

export function ArtifactLabels({ address, artifact }: ArtifactLabelsProps) {
  const t = useTexts(artifactBelongings);
  const say = useFailureNotice();
  const { project, may } = useProject();
  const labels = artifact.labels ?? [];
  const attempt = (change: Promise<void>) => void change.catch(say);
  return (
    <Stack gap={6} align="flex-start">
      <Title order={2} fz="xs" fw={600} c="dimmed">
        {t.labels}
      </Title>
      <Group gap={6} maw="100%">
        {labels.map((label) => (
          <LabelChip
            key={label.id}
            label={label}
            removeLabel={t.removeLabel(label.name)}
            {...(may("artifact-label:delete") ? { onRemove: () => attempt(removeLabel(address, label.id)) } : {})}
          />
        ))}
        {labels.length === 0 && (
          <Text size="sm" c="dimmed">
            {t.noLabels}
          </Text>
        )}
        {may("artifact-label:create") && may("label:list") && (
          <LabelPicker
            projectId={project.project_id}
            without={labels.map(({ id }) => id)}
            onPick={(label) => attempt(addLabel(address, label.id))}
          />
        )}
      </Group>
    </Stack>
  );
}
