import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAnchorOff, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { Page } from "../../components/page.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { search as texts } from "../../i18n/texts/search.ts";
import { linkTo } from "./found-links.ts";
import { foundMax, searchQuery } from "./queries.ts";

/** All that is found, under an address that can be shared. */
export function SearchPage() {
  const t = useTexts(texts);
  const [{ q = "" }] = useListSearch();
  const { data, error, refetch } = useQuery(searchQuery(q));
  const found = q === "" ? undefined : data;
  return (
    <Page title={t.title} description={t.hint}>
      <FilterInput label={t.label} />
      {error && <ErrorMessage error={error} retry={() => void refetch()} />}
      {q === "" && <EmptyState icon={<IconSearch />} title={t.start} />}
      {q !== "" && !found && !error && <TableSkeleton />}
      {found && found.project.length + found.repository.length + found.tag.length === 0 && (
        <EmptyState icon={<IconAnchorOff />} title={t.nothing(q)}>
          {t.nothingHelp}
        </EmptyState>
      )}
      {found && (
        <>
          <Section title={t.projects} count={found.project.length}>
            {found.project.map((one) => (
              <AnchorLink key={one.project_id} {...linkTo.project(one)}>
                {one.name}
              </AnchorLink>
            ))}
          </Section>
          <Section title={t.repositories} count={found.repository.length}>
            {found.repository.map((one) => (
              <Group key={one.repository_name} justify="space-between" gap="xs">
                <AnchorLink {...linkTo.repository(one)}>{one.repository_name}</AnchorLink>
                <Text size="sm" c="dimmed">
                  {t.artifacts(one.artifact_count)}
                </Text>
              </Group>
            ))}
          </Section>
          <Section title={t.tags} count={found.tag.length}>
            {found.tag.map((one) => (
              <Group key={`${one.repository_name}:${one.tag_name}`} justify="space-between" gap="xs">
                <AnchorLink {...linkTo.tag(one)}>
                  {one.repository_name}:{one.tag_name}
                </AnchorLink>
                <Text size="sm" c="dimmed">
                  <Time at={one.push_time} />
                </Text>
              </Group>
            ))}
          </Section>
        </>
      )}
    </Page>
  );
}

function Section({ title, count, children }: { readonly title: string; readonly count: number; readonly children: ReactNode }) {
  const t = useTexts(texts);
  if (count === 0) return null;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} fz="md" mb="sm">
        {title}
      </Title>
      <Stack gap={6} style={{ overflowWrap: "anywhere" }}>
        {children}
        {count >= foundMax && (
          <Text size="sm" c="dimmed">
            {t.first(foundMax)}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
