import { Paper, Stack, Text, Title } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import type { Repository } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { useProject } from "../projects/use-project.ts";
import { PushInstructions } from "./push-instructions.tsx";
import { pathOf, repositoriesQuery } from "./queries.ts";

interface RepositoriesTableProps {
  readonly selected?: Repository[];
  readonly onSelect?: (rows: Repository[]) => void;
}

export function RepositoriesTable({ selected, onSelect }: RepositoriesTableProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const format = useFormat();
  const { project } = useProject();
  const [search] = useListSearch();
  return (
    <ListTable
      label={t.title}
      query={repositoriesQuery(project.name, search)}
      idOf={({ id }: Repository) => id}
      empty={<NothingPushed />}
      {...(selected && onSelect ? { selected, onSelect } : {})}
      columns={[
        {
          accessor: "name",
          title: c.name,
          sortable: true,
          render: (repository) => <NameCell repository={repository} project={project.name} />,
        },
        {
          accessor: "artifact_count",
          title: t.artifacts,
          sortable: true,
          textAlign: "right",
          render: (one) => format.number(one.artifact_count),
        },
        {
          accessor: "tag_count",
          title: t.tags,
          textAlign: "right",
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ tag_count: count = 0 }) => format.number(count),
        },
        { accessor: "pull_count", title: t.pulls, sortable: true, textAlign: "right", render: (one) => format.number(one.pull_count) },
        { accessor: "update_time", title: c.updated, sortable: true, noWrap: true, render: ({ update_time: at }) => <Time at={at} /> },
      ]}
    />
  );
}

function NameCell({ repository, project }: { readonly repository: Repository; readonly project: string }) {
  const path = pathOf(repository.name);
  return (
    <Stack gap={2} miw={140}>
      <AnchorLink to="/projects/$project/repositories/$" params={{ project, _splat: path }} fw={600} style={{ overflowWrap: "anywhere" }}>
        {path}
      </AnchorLink>
      {repository.description && (
        <Text size="sm" c="dimmed" lineClamp={1}>
          {repository.description}
        </Text>
      )}
    </Stack>
  );
}

/** Who may push is shown how. */
function NothingPushed() {
  const t = useTexts(texts);
  const { project, may } = useProject();
  if (!may("repository:push")) {
    return (
      <EmptyState icon={<IconPackage />} title={t.none}>
        {t.noneForReaders}
      </EmptyState>
    );
  }
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }} radius="md" maw={860} mx="auto" w="100%">
      <Stack gap="md">
        <Title order={2} fz="lg">
          {t.none}
        </Title>
        <PushInstructions project={project.name} />
      </Stack>
    </Paper>
  );
}
