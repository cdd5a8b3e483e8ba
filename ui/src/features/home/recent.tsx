import { Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPackage, IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { home } from "../../i18n/texts/home.ts";
import { recentProjectsQuery, recentRepositoriesQuery } from "./queries.ts";

/** Repositories by their last push, as far as the person may see them. */
export function RecentPushes() {
  const t = useTexts(home);
  const { data, error, refetch } = useQuery(recentRepositoriesQuery);
  return (
    <Panel title={t.recentPushes}>
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Rows />}
      {data?.items.length === 0 && (
        <EmptyState icon={<IconPackage />} title={t.noPushes}>
          {t.noPushesHelp}
        </EmptyState>
      )}
      {data?.items.map(({ id, name, artifact_count: artifacts, update_time: at }) => {
        const slash = name.indexOf("/");
        const params = { project: name.slice(0, slash), _splat: name.slice(slash + 1) };
        return (
          <Row key={id} icon={<IconPackage size={18} aria-hidden="true" />} detail={t.artifacts(artifacts)} at={at}>
            <AnchorLink to="/projects/$project/repositories/$" params={params}>
              {name}
            </AnchorLink>
          </Row>
        );
      })}
    </Panel>
  );
}

export function RecentProjects() {
  const t = useTexts(home);
  const { data, error, refetch } = useQuery(recentProjectsQuery);
  return (
    <Panel
      title={t.recentProjects}
      more={
        <AnchorLink to="/projects" size="sm">
          {t.allProjects}
        </AnchorLink>
      }
    >
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Rows />}
      {data?.items.map(({ project_id: id, name, repo_count: count, update_time: at }) => (
        <Row key={id} icon={<IconStack2 size={18} aria-hidden="true" />} detail={t.repositories(count)} at={at}>
          <AnchorLink to="/projects/$project" params={{ project: name }}>
            {name}
          </AnchorLink>
        </Row>
      ))}
    </Panel>
  );
}

function Panel({ title, more, children }: { readonly title: string; readonly more?: ReactNode; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" h="100%">
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="md">
          {title}
        </Title>
        {more}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}

interface RowProps {
  readonly icon: ReactNode;
  readonly detail: string;
  readonly at: string | undefined;
  readonly children: ReactNode;
}

function Row({ icon, detail, at, children }: RowProps) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" mih={44}>
      {icon}
      <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
        {children}
        <Text size="sm" c="dimmed">
          {detail} · <Time at={at} />
        </Text>
      </div>
    </Group>
  );
}

/** As high as what will stand there, so that nothing moves. */
function Rows() {
  return Array.from({ length: 6 }, (_, row) => <Skeleton key={row} h={44} />);
}
