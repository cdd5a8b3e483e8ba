import { Alert, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { home } from "../../i18n/texts/home.ts";
import { alertsQuery } from "./queries.ts";

/** For administrators: what is wrong on the site, each with the page that helps. Nothing is drawn while nothing is. */
export function Alerts() {
  const t = useTexts(home);
  const format = useFormat();
  const { data, error, refetch } = useQuery(alertsQuery);
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data || data.unhealthy.length + data.failedReplications + data.nearlyFull.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t.attention}>
      <Title order={2} fz="md">
        {t.attention}
      </Title>
      {data.unhealthy.map((part) => (
        <Concern key={part} color="red" title={t.unhealthy(part)} help={t.unhealthyHelp}>
          <AnchorLink to="/health" c="inherit" underline="always">
            {t.show}
          </AnchorLink>
        </Concern>
      ))}
      {data.failedReplications > 0 && (
        <Concern color="orange" title={t.failedReplication(data.failedReplications)} help={t.failedReplicationHelp}>
          <AnchorLink to="/replications" c="inherit" underline="always">
            {t.show}
          </AnchorLink>
        </Concern>
      )}
      {data.nearlyFull.map(({ project, fraction }) => (
        <Concern key={project} color="yellow" title={t.quotaNearlyFull(project, format.percent(fraction))} help={t.quotaNearlyFullHelp}>
          <AnchorLink to="/projects/$project/settings" params={{ project }} c="inherit" underline="always">
            {t.show}
          </AnchorLink>
        </Concern>
      ))}
    </Stack>
  );
}

interface ConcernProps {
  readonly color: string;
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

function Concern({ color, title, help, children }: ConcernProps) {
  return (
    <Alert color={color} icon={<IconAlertTriangle size={20} />} title={title} role="note">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{help}</Text>
        {children}
      </Group>
    </Alert>
  );
}
