import { Box, Text } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { Digest } from "../../components/digest.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifact as artifactTexts } from "../../i18n/texts/artifact.ts";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import { common } from "../../i18n/texts/common.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import type { Descriptor } from "./manifest.ts";
import { ReadLayer } from "./read-layer.tsx";

interface FilesSectionProps {
  readonly address: ArtifactAddress;
  readonly layers: readonly Descriptor[];
}

/** The layers of what is no image: mostly files, with names in the annotations of oras or of model tools. */
export function FilesSection({ address, layers }: FilesSectionProps) {
  const t = useTexts(artifactContent);
  const p = useTexts(artifactTexts);
  const c = useTexts(common);
  const format = useFormat();
  return (
    <PlainTable
      label={p.files}
      rows={layers.map((layer, at) => ({ ...layer, at }))}
      idOf={({ at }) => at}
      empty={
        <EmptyState icon={<IconStack2 />} title={t.noLayers}>
          {t.noLayersHelp}
        </EmptyState>
      }
      columns={[
        {
          accessor: "file",
          title: t.file,
          render: (layer) => (
            <Box miw={160} style={{ overflowWrap: "anywhere" }}>
              {nameOf(layer) ?? "–"}
              <Text size="xs" c="dimmed" className="code">
                {layer.mediaType}
              </Text>
            </Box>
          ),
        },
        { accessor: "digest", title: t.digest, render: ({ digest }) => <Digest digest={digest} /> },
        { accessor: "size", title: c.size, textAlign: "right", noWrap: true, render: ({ size }) => format.bytes(size) },
        {
          accessor: "actions",
          title: c.actions,
          textAlign: "right",
          render: (layer) => <ReadLayer address={address} layer={layer} title={nameOf(layer) ?? layer.mediaType} />,
        },
      ]}
    />
  );
}

function nameOf({ annotations = {} }: Descriptor): string | null {
  return annotations["org.opencontainers.image.title"] ?? annotations["org.cncf.model.filepath"] ?? null;
}
