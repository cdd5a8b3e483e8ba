import { Button, Group } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Panel } from "../../components/panel.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { RunLogDialog } from "./run-log-dialog.tsx";
import { RunStatus } from "./run-status.tsx";
import { onWide } from "./on-wide.ts";
import { StopRunButton } from "./stop-run-button.tsx";
import { isOpen, type Run, runsQuery, type SystemJob } from "./system-job.ts";

interface RunHistoryProps {
  readonly job: SystemJob;
  /** What this kind of job has counted. */
  readonly columns: DataTableColumn<Run>[];
  /** The accessor of the one that matters most: it stays on a phone. */
  readonly always: string;
}

export function RunHistory({ job, columns, always }: RunHistoryProps) {
  const t = useTexts(systemJob);
  const c = useTexts(common);
  const format = useFormat();
  const [search] = useListSearch();
  const [shown, setShown] = useState<number | null>(null);
  const query = runsQuery(job, search);
  const { data } = useQuery(query);
  const took = (run: Run) => (isOpen(run) ? "–" : format.duration((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000));
  return (
    <Panel title={t.history}>
      <ListTable<Run>
        label={t.history}
        query={query}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<IconHistory />} title={t.noRuns}>
            {t.noRunsHelp}
          </EmptyState>
        }
        columns={[
          { accessor: "start_time", title: t.started, sortable: true, noWrap: true, render: ({ startedAt }) => <Time at={startedAt} /> },
          { accessor: "status", title: c.status, render: ({ status }) => <RunStatus status={status} /> },
          ...columns.map((column) => (column.accessor === always ? column : { ...onWide, ...column })),
          { accessor: "trigger", title: t.trigger, noWrap: true, ...onWide, render: ({ isByHand }) => (isByHand ? t.byHand : t.byClock) },
          { accessor: "took", title: t.took, textAlign: "right", noWrap: true, ...onWide, render: took },
          {
            accessor: "actions",
            title: c.actions,
            textAlign: "right",
            render: (run) => (
              <Group gap={4} justify="flex-end" wrap="nowrap">
                {isOpen(run) && <StopRunButton job={job} run={run} />}
                <Button size="compact-sm" variant="subtle" onClick={() => setShown(run.id)} aria-label={t.logOf(run.id)}>
                  {t.log}
                </Button>
              </Group>
            ),
          },
        ]}
      />
      <RunLogDialog job={job} run={data?.items.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} />
    </Panel>
  );
}
