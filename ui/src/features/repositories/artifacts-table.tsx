import { IconPackage } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { DataTableColumn } from "mantine-datatable";
import type { Artifact } from "../../api/types.ts";
import { kindOf, useHost } from "../../components/clients.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ListTable } from "../../components/list-table.tsx";
import { usePullCopy } from "../../components/pull-copy.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { ArtifactCell, PlatformsCell, TagsCell } from "./artifact-cells.tsx";
import { useArtifactSearch } from "./artifact-search.ts";
import { artifactsQuery } from "./queries.ts";
import { useRepository } from "./use-repository.ts";

interface ArtifactsTableProps {
  readonly selected?: Artifact[];
  readonly onSelect?: (rows: Artifact[]) => void;
}

export function ArtifactsTable({ selected, onSelect }: ArtifactsTableProps) {
  const t = useTexts(artifactList);
  const { project, path } = useRepository();
  const [search] = useArtifactSearch();
  const navigate = useNavigate();
  const columns = useArtifactColumns(project.name);
  return (
    <ListTable
      label={t.artifact}
      query={artifactsQuery(project.name, path, search)}
      idOf={({ id }: Artifact) => id}
      isNarrowed={search.type !== undefined || search.label !== undefined || search.tagged !== undefined}
      empty={
        <EmptyState icon={<IconPackage />} title={t.none}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={columns}
      onOpen={({ digest }) =>
        void navigate({ to: "/projects/$project/artifacts/$", params: { project: project.name, _splat: `${path}@${digest}` } })
      }
      {...(selected && onSelect ? { selected, onSelect } : {})}
    />
  );
}

function useArtifactColumns(project: string): DataTableColumn<Artifact>[] {
  const t = useTexts(artifactList);
  const c = useTexts(common);
  const format = useFormat();
  const host = useHost().name;
  const pullCopy = usePullCopy();
  return useMemo(
    () => [
      { accessor: "digest", title: t.artifact, render: (artifact) => <ArtifactCell artifact={artifact} project={project} /> },
      { accessor: "tags", title: t.tags, render: (artifact) => <TagsCell artifact={artifact} /> },
      {
        accessor: "platforms",
        title: t.platforms,
        visibleMediaQuery: "(min-width: 48em)",
        render: (artifact) => <PlatformsCell artifact={artifact} />,
      },
      { accessor: "size", title: c.size, sortable: true, textAlign: "right", noWrap: true, render: ({ size }) => format.bytes(size) },
      { accessor: "push_time", title: t.pushed, sortable: true, noWrap: true, render: ({ push_time: at }) => <Time at={at} /> },
      {
        accessor: "pull_time",
        title: t.pulled,
        sortable: true,
        noWrap: true,
        render: ({ pull_time: at }) => <Time at={at} absent={c.never} />,
      },
      {
        accessor: "pull",
        title: t.pull,
        textAlign: "center",
        render: ({ repository_name: name, digest, type }) => pullCopy(`${host}/${name}@${digest}`, kindOf(type)),
      },
    ],
    [t, c, format, host, pullCopy, project],
  );
}
