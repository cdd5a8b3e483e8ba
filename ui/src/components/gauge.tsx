import { Box, Group, Progress, Text } from "@mantine/core";
import { useFormat, useTexts } from "../i18n/language.tsx";
import { gauge } from "../i18n/texts/gauge.ts";

interface GaugeProps {
  /** What is measured, for those who hear it: "Storage of library". */
  readonly label: string;
  /** Bytes. */
  readonly used: number;
  /** Bytes; -1: none. */
  readonly limit: number;
  readonly size?: "sm" | "lg";
}

const nearlyFull = 0.85;

/** How much of a limit is used, as a bar and in words. */
export function Gauge({ label, used, limit, size = "sm" }: GaugeProps) {
  const t = useTexts(gauge);
  const format = useFormat();
  if (limit < 0) return <Text size={size === "lg" ? "md" : "sm"}>{t.unlimited(format.bytes(used))}</Text>;
  const fraction = limit === 0 ? 1 : used / limit;
  const state = fraction >= 1 ? t.full : fraction >= nearlyFull ? t.nearlyFull : null;
  const words = t.used(format.bytes(used), format.bytes(limit));
  return (
    <Box miw={120}>
      <Group justify="space-between" gap="xs" mb={4} align="baseline" style={{ rowGap: 0 }}>
        <Text size={size === "lg" ? "md" : "sm"} {...(size === "lg" ? { fw: 600 } : {})}>
          {words}
        </Text>
        <Text size={size === "lg" ? "sm" : "xs"} c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {state ? `${state} · ` : ""}
          {format.percent(fraction)}
        </Text>
      </Group>
      <Progress.Root size={size === "lg" ? 12 : 6} radius="xl">
        <Progress.Section
          value={Math.min(fraction, 1) * 100}
          color={fraction >= 1 ? "red" : fraction >= nearlyFull ? "yellow" : "harbour"}
          aria-label={label}
          aria-valuetext={words}
        />
      </Progress.Root>
    </Box>
  );
}
