import { Grid, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface SettingsPanelProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}

/** A section of a long form: what it is about beside what is entered, where there is room. */
export function SettingsPanel({ title, description, children }: SettingsPanelProps) {
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }} radius="md">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Title order={2} fz="lg">
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed" component="div" pt={4}>
              {description}
            </Text>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>{children}</Stack>
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
