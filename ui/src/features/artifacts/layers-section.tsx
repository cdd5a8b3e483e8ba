import { Group, Stack, Text, Title } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "../../components/empty-state.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { stepsOf } from "./history.ts";
import { LayerStep } from "./layer-step.tsx";
import classes from "./layers.module.css";
import type { Descriptor } from "./manifest.ts";
import { historyQuery } from "./queries.ts";

interface LayersSectionProps {
  readonly address: ArtifactAddress;
  readonly layers: readonly Descriptor[];
}

/** The build history with its layers. Without a history, as some tools push it, the layers alone. */
export function LayersSection({ address, layers }: LayersSectionProps) {
  const t = useTexts(artifactContent);
  const format = useFormat();
  const { data, isPending } = useQuery(historyQuery(address));
  if (isPending) return <TableSkeleton />;
  const steps = stepsOf(data ?? [], layers);
  if (steps.length === 0) {
    return (
      <EmptyState icon={<IconStack2 />} title={t.noLayers}>
        {t.noLayersHelp}
      </EmptyState>
    );
  }
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  return (
    <Stack gap="md" component="section" aria-labelledby="history">
      <Group justify="space-between" align="flex-end" gap="xs">
        <div>
          <Title order={2} fz="lg" id="history">
            {t.history}
          </Title>
          <Text size="sm" c="dimmed">
            {t.historyHelp}
          </Text>
        </div>
        <Text size="sm" fw={600}>
          {t.layersOf(layers.length, format.bytes(total))}
        </Text>
      </Group>
      <SizeBar layers={layers} total={total} />
      <ol className={classes.steps}>
        {steps.map((step, at) => (
          // The history of a digest never changes.
          <LayerStep key={at} number={at + 1} step={step} total={total} />
        ))}
      </ol>
    </Stack>
  );
}

/** The steps below say the same in words. */
function SizeBar({ layers, total }: { readonly layers: readonly Descriptor[]; readonly total: number }) {
  const t = useTexts(artifactContent);
  const format = useFormat();
  if (total === 0) return null;
  return (
    <div className={classes.bar} role="img" aria-label={t.shares}>
      {layers.map(({ digest, size }, at) => (
        <span
          key={`${at} ${digest}`}
          className={classes.segment}
          style={{ flexGrow: size }}
          title={`${format.bytes(size)} (${format.percent(size / total)})`}
        />
      ))}
    </div>
  );
}
