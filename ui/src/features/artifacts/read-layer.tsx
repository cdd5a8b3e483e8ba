import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { queryClient } from "../../api/query-client.ts";
import { CodeView } from "../../components/code-view.tsx";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { DownloadButton } from "../../components/download-button.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import { type ArtifactAddress, shortDigest } from "./artifact-address.ts";
import { type Descriptor, formatted, isReadable } from "./manifest.ts";
import { layerQuery } from "./queries.ts";

interface ReadLayerProps {
  readonly address: ArtifactAddress;
  readonly layer: Descriptor;
  /** What it is, in words, over the text. */
  readonly title: string;
}

/** Buttons that show a document that is a layer, and hand it over as a file; nothing for what is packed, binary or large. */
export function ReadLayer({ address, layer, title }: ReadLayerProps) {
  const t = useTexts(artifactContent);
  const dialog = useDialog<null>();
  if (!isReadable(layer)) return null;
  const digest = shortDigest(layer.digest);
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <Tooltip label={t.read}>
        <ActionIcon variant="subtle" color="gray" aria-label={t.readLayer(digest)} onClick={() => dialog.open(null)}>
          <IconEye size={16} />
        </ActionIcon>
      </Tooltip>
      <DownloadButton
        label={t.downloadLayer(digest)}
        fileName={fileNameOf(address, layer)}
        load={() => queryClient.fetchQuery(layerQuery(address, layer.digest))}
      />
      <Dialog opened={dialog.opened} onClose={dialog.close} title={title} size="xl">
        <LayerText address={address} layer={layer} title={title} />
      </Dialog>
    </Group>
  );
}

/** A browser takes long over more than this; the file has all of it. */
const shownCharsMax = 200_000;

function LayerText({ address, layer, title }: ReadLayerProps) {
  const { data, error, refetch } = useQuery(layerQuery(address, layer.digest));
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (data === undefined) return <TableSkeleton />;
  const isJson = layer.mediaType.endsWith("json");
  const text = isJson ? formatted(data) : data;
  return <CodeView text={text.length > shownCharsMax ? `${text.slice(0, shownCharsMax)}…` : text} label={title} isJson={isJson} />;
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/spdx\+json/, "spdx.json"],
  [/cyclonedx\+json/, "cdx.json"],
  [/cyclonedx\+xml/, "cdx.xml"],
  [/json$/, "json"],
  [/xml$/, "xml"],
  [/yaml$/, "yaml"],
  [/spdx/, "spdx"],
];

function fileNameOf({ repository }: ArtifactAddress, { mediaType, digest, annotations = {} }: Descriptor): string {
  const named = annotations["org.opencontainers.image.title"]?.split("/").at(-1);
  if (named) return named;
  const ending = endings.find(([pattern]) => pattern.test(mediaType))?.[1] ?? "txt";
  return `${repository.replaceAll("/", "-")}-${shortDigest(digest).replace(":", "-")}.${ending}`;
}
