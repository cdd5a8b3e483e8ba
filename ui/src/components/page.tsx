import { Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

interface PageProps {
  readonly title: string;
  /** What stands in the browser's tab; the title when not given. */
  readonly tabTitle?: string;
  readonly icon?: ReactNode;
  readonly description?: ReactNode;
  /** The way here, as links. */
  readonly trail?: ReactNode[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: one heading, a sentence, what can be done, and the content. */
export function Page({ title, tabTitle = title, icon, description, trail = [], actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${tabTitle} · Roadstead`;
  }, [tabTitle]);
  return (
    <Stack gap="lg">
      <Stack gap={6}>
        {trail.length > 0 && (
          <Breadcrumbs separatorMargin={6} fz="sm" className="trail">
            {trail}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            {icon}
            <Title order={1} fz={{ base: 22, sm: 26 }} style={{ overflowWrap: "anywhere" }}>
              {title}
            </Title>
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {description && (
          <Text c="dimmed" maw={720} style={{ overflowWrap: "anywhere" }}>
            {description}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
