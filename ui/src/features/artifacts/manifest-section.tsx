import { Group, Stack, Text } from "@mantine/core";
import { CodeView } from "../../components/code-view.tsx";
import { Copy } from "../../components/copy.tsx";
import { DownloadButton } from "../../components/download-button.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifact as artifactTexts } from "../../i18n/texts/artifact.ts";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { formatted } from "./manifest.ts";

interface ManifestSectionProps {
  readonly address: ArtifactAddress;
  /** As it was pushed. */
  readonly text: string;
}

export function ManifestSection({ address, text }: ManifestSectionProps) {
  const t = useTexts(artifactContent);
  const { manifest } = useTexts(artifactTexts);
  const shown = formatted(text);
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          {shown === text ? t.manifestHelp : t.manifestFormatted}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Copy value={text} of={manifest} />
          <DownloadButton label={t.downloadManifest} fileName={fileName(address)} load={() => Promise.resolve(text)} />
        </Group>
      </Group>
      <CodeView text={shown} label={manifest} isJson />
    </Stack>
  );
}

function fileName({ repository, reference }: ArtifactAddress): string {
  return `${repository.replaceAll("/", "-")}-${reference.replace(":", "-").slice(0, 19)}.manifest.json`;
}
