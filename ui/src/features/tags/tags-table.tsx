import { ActionIcon, Group, Text } from "@mantine/core";
import { IconLock, IconTag, IconTagPlus } from "@tabler/icons-react";
import type { DataTableColumn } from "mantine-datatable";
import { useMemo } from "react";
import type { TagOfRepository } from "../../api/types.ts";
import { kindOf, useHost } from "../../components/clients.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { usePullCopy } from "../../components/pull-copy.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { tags as texts } from "../../i18n/texts/tags.ts";
import { ArtifactCell, PlatformsCell } from "../repositories/artifact-cells.tsx";
import { useRepository } from "../repositories/use-repository.ts";
import { tagsQuery } from "./queries.ts";

interface TagsTableProps {
  readonly selected?: TagOfRepository[];
  readonly onSelect?: (rows: TagOfRepository[]) => void;
  readonly onAddTag?: (tag: TagOfRepository) => void;
}

export function TagsTable({ selected, onSelect, onAddTag }: TagsTableProps) {
  const t = useTexts(texts);
  const { project, path } = useRepository();
  const [search] = useListSearch();
  const columns = useTagColumns(project.name, onAddTag);
  return (
    <ListTable
      label={t.title}
      // The newest first, as the API has them when nothing is asked.
      query={tagsQuery(project.name, path, search)}
      idOf={({ id }: TagOfRepository) => id}
      empty={
        <EmptyState icon={<IconTag />} title={t.none}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={columns}
      {...(selected && onSelect ? { selected, onSelect } : {})}
    />
  );
}

function useTagColumns(project: string, onAddTag: ((tag: TagOfRepository) => void) | undefined): DataTableColumn<TagOfRepository>[] {
  const t = useTexts(texts);
  const a = useTexts(artifactList);
  const c = useTexts(common);
  const format = useFormat();
  const host = useHost().name;
  const pullCopy = usePullCopy();
  return useMemo(
    () => [
      { accessor: "name", title: t.tag, sortable: true, render: (tag) => <NameCell tag={tag} /> },
      { accessor: "digest", title: t.names, render: ({ artifact }) => <ArtifactCell artifact={artifact} project={project} /> },
      {
        accessor: "platforms",
        title: a.platforms,
        visibleMediaQuery: "(min-width: 62em)",
        render: ({ artifact }) => <PlatformsCell artifact={artifact} />,
      },
      { accessor: "size", title: c.size, textAlign: "right", noWrap: true, render: ({ artifact }) => format.bytes(artifact.size) },
      { accessor: "push_time", title: a.pushed, sortable: true, noWrap: true, render: ({ push_time: at }) => <Time at={at} /> },
      { accessor: "pull_time", title: a.pulled, noWrap: true, render: ({ pull_time: at }) => <Time at={at} absent={c.never} /> },
      {
        accessor: "actions",
        title: c.actions,
        textAlign: "right",
        render: (tag) => (
          <Group gap={2} justify="flex-end" wrap="nowrap">
            {pullCopy(`${host}/${tag.artifact.repository_name}:${tag.name}`, kindOf(tag.artifact.type))}
            {onAddTag && (
              <ActionIcon variant="subtle" color="gray" aria-label={t.addTagTo(tag.name)} title={t.addTag} onClick={() => onAddTag(tag)}>
                <IconTagPlus size={16} />
              </ActionIcon>
            )}
          </Group>
        ),
      },
    ],
    [t, a, c, format, host, pullCopy, project, onAddTag],
  );
}

function NameCell({ tag }: { readonly tag: TagOfRepository }) {
  const t = useTexts(texts);
  return (
    <div>
      <Text fw={600} miw={90} maw={280} style={{ overflowWrap: "break-word" }}>
        {tag.name}
      </Text>
      {tag.immutable && (
        <Group gap={4} wrap="nowrap" fz="xs" c="dimmed" title={t.immutableHelp}>
          <IconLock size={12} aria-hidden="true" /> {t.immutable}
        </Group>
      )}
    </div>
  );
}
