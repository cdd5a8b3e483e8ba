import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** What is done here is hard to undo. */
  readonly isDangerous?: boolean;
  readonly children?: ReactNode;
}

/** A part of a page that stands for itself. */
export function Panel({ title, description, actions, isDangerous = false, children }: PanelProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={id}
      withBorder
      p={{ base: "md", sm: "lg" }}
      radius="md"
      miw={0}
      {...(isDangerous ? { style: { borderColor: "var(--mantine-color-red-outline)" } } : {})}
    >
      <Stack gap="md">
        <Stack gap={4}>
          <Group justify="space-between" align="flex-start" gap="xs">
            <Title order={2} fz="lg" id={id}>
              {title}
            </Title>
            {actions && <Group gap="xs">{actions}</Group>}
          </Group>
          {description && (
            <Text size="sm" c="dimmed" component="div" maw={720}>
              {description}
            </Text>
          )}
        </Stack>
        {children}
      </Stack>
    </Paper>
  );
}
