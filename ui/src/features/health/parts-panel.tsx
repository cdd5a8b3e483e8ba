import { Badge, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { health } from "../../i18n/texts/health.ts";
import { healthQuery } from "./queries.ts";

export function PartsPanel() {
  const t = useTexts(health);
  const format = useFormat();
  const { data, error, dataUpdatedAt, refetch } = useQuery(healthQuery);
  const isWell = data?.status === "healthy";
  return (
    <Panel title={t.parts} description={data && t.checked(format.since(new Date(dataUpdatedAt).toISOString()))}>
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={240} />}
      {data && (
        <>
          <Group gap="xs" role="status" c={isWell ? "teal" : "red"}>
            {isWell ? <IconCheck size={22} aria-hidden="true" /> : <IconAlertTriangle size={22} aria-hidden="true" />}
            <Text fw={650} c="var(--mantine-color-text)">
              {isWell ? t.allWell : t.someIll}
            </Text>
          </Group>
          <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {data.components.map(({ name, status, error: why }) => (
              <Group key={name} component="li" justify="space-between" wrap="nowrap" align="flex-start">
                <div>
                  <Text fw={550}>{t.names[name] ?? name}</Text>
                  <Text size="sm" c="dimmed">
                    {why ?? t.means[name]}
                  </Text>
                </div>
                <Badge color={status === "healthy" ? "teal" : "red"} style={{ flexShrink: 0 }}>
                  {status === "healthy" ? t.healthy : t.unhealthy}
                </Badge>
              </Group>
            ))}
          </Stack>
        </>
      )}
    </Panel>
  );
}
