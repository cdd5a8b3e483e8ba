import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PanelProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page that stands for itself. */
export function Panel({ title, description, actions, children }: PanelProps) {
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }} radius="md" miw={0}>
      <Stack gap="md">
        <Stack gap={4}>
          <Group justify="space-between" align="flex-start" gap="xs">
            <Title order={2} fz="lg">
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
