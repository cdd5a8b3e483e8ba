import { Alert, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReplicationExecution } from "../../api/types.ts";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { connectionHelp } from "../registries/connection-help.ts";
import { isOpen } from "./run-search.ts";

/** How far a run is: its repositories, its bytes, and why it failed. */
export function RunProgress({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const isRunning = isOpen(run);
  const isPlanning = isRunning && run.total === 0;
  return (
    <Paper withBorder p="md" component="section" aria-label={isRunning ? t.progress : t.outcome}>
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Title order={2} fz="lg">
            {isRunning ? t.progress : t.outcome}
          </Title>
          {isRunning && (
            <Text size="sm" c="dimmed">
              {t.mayLeave}
            </Text>
          )}
        </Group>
        {isPlanning && (
          <Stack gap={6}>
            <Text size="sm">{t.planning}</Text>
            <Progress value={100} animated color="blue" aria-label={t.planning} />
          </Stack>
        )}
        {run.total > 0 && <Repositories run={run} />}
        {!run.dry_run && (run.bytes_total > 0 || run.bytes_done > 0) && <Bytes run={run} />}
        {!isRunning && run.total === 0 && run.status === "Succeed" && <Text size="sm">{t.nothingToDo}</Text>}
        <Reason run={run} />
      </Stack>
    </Paper>
  );
}

function Repositories({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const format = useFormat();
  const { total, succeed, failed, stopped, in_progress: underWay } = run;
  const parts = [
    { name: t.countDone, count: succeed, color: "teal" },
    { name: t.countFailed, count: failed, color: "red" },
    { name: t.countStopped, count: stopped, color: "yellow" },
    { name: t.countUnderWay, count: underWay, color: "blue" },
  ];
  return (
    <Stack gap="xs">
      <Text size="sm" fw={550}>
        {t.counts(total)}
      </Text>
      <Progress.Root size="lg" aria-hidden="true">
        {parts
          .filter(({ color, count }) => count > 0 && color !== "blue")
          .map(({ name, count, color }) => (
            <Progress.Section key={name} value={(count / total) * 100} color={color} />
          ))}
      </Progress.Root>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} spacing="xs" m={0}>
        {parts.map(({ name, count, color }) => (
          <Group key={name} gap={8} wrap="nowrap" align="baseline">
            <span
              aria-hidden="true"
              style={{ width: 9, height: 9, borderRadius: 3, flexShrink: 0, background: `var(--mantine-color-${color}-filled)` }}
            />
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" size="sm" fw={600} m={0}>
              {format.number(count)}
            </Text>
          </Group>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Bytes({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const format = useFormat();
  const { bytes_done: done, bytes_total: total, bytes_per_second: rate } = run;
  const isRunning = isOpen(run);
  if (!isRunning) return <Text size="sm">{t.bytesDone(format.bytes(done))}</Text>;
  // What later repositories bring is not known yet: everything known may be there while much is to come.
  const isMore = total > done;
  const amounts = [format.bytes(done), format.bytes(total)] as const;
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={550}>
          {isMore ? t.bytesSoFar(...amounts) : t.bytesDoneSoFar(amounts[0])}
        </Text>
        {rate > 0 && (
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: "tabular-nums" }}>
            {t.rate(format.bytes(rate))}
            {isMore && ` · ${t.left(format.duration((total - done) / rate))}`}
          </Text>
        )}
      </Group>
      {isMore && <Progress value={(done / total) * 100} size="lg" animated aria-label={t.copied} />}
    </Stack>
  );
}

function Reason({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const { helps } = useTexts(registries);
  const { status, status_text: reason } = run;
  if (reason === "" || status === "Succeed") return null;
  const help = connectionHelp(reason, helps);
  const isBad = status === "Failed";
  return (
    <Alert color={isBad ? "red" : "yellow"} icon={<IconAlertTriangle size={20} />} title={t.reason}>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {reason}
      </Text>
      {help && (
        <Text size="sm" mt={4}>
          {help}
        </Text>
      )}
    </Alert>
  );
}
