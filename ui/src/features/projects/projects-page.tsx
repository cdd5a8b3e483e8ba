import { Badge, Group } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { EmptyState } from "../../components/empty-state.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Page } from "../../components/page.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { roles } from "../../i18n/texts/roles.ts";
import { projectsQuery } from "./queries.ts";

export function ProjectsPage() {
  const t = useTexts(projects);
  const c = useTexts(common);
  const roleNames = useTexts(roles);
  const format = useFormat();
  const [search] = useListSearch();
  return (
    <Page title={t.title} description={t.description}>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <ListTable
        label={t.title}
        query={projectsQuery(search)}
        idOf={(project) => project.project_id}
        empty={
          <EmptyState icon={<IconStack2 />} title={t.none}>
            {t.noneHelp}
          </EmptyState>
        }
        columns={[
          { accessor: "name", title: c.name, sortable: true },
          {
            accessor: "public",
            title: t.access,
            render: ({ metadata }) =>
              metadata.public === "true" ? <Badge color="cyan">{t.public}</Badge> : <Badge color="gray">{t.private}</Badge>,
          },
          { accessor: "role", title: t.role, render: ({ current_user_role_id: role }) => roleNames[role] ?? c.none },
          { accessor: "repo_count", title: t.repositories, textAlign: "right", render: ({ repo_count: count }) => format.number(count) },
          { accessor: "creation_time", title: c.created, sortable: true, render: ({ creation_time: at }) => <Time at={at} /> },
        ]}
      />
    </Page>
  );
}
