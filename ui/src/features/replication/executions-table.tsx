import { Badge, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { ReplicationExecution } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { ListTable } from "../../components/list-table.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { executionsQuery } from "./queries.ts";
import { StateFilter, TriggerFilter, useRunSearch } from "./run-filter.tsx";
import { runStates } from "./run-search.ts";
import { RunState } from "./run-state.tsx";
import { runSeconds } from "./run-seconds.ts";

/** The runs of a policy, newest first. */
export function ExecutionsTable({ policyId }: { readonly policyId: number }) {
  const t = useTexts(replication);
  const format = useFormat();
  const [search] = useRunSearch();
  const isNarrowed = search.status !== undefined || search.trigger !== undefined;
  return (
    <>
      <Group gap="xs">
        <StateFilter states={runStates} />
        <TriggerFilter />
      </Group>
      <ListTable<ReplicationExecution>
        label={t.runs}
        query={executionsQuery(policyId, search)}
        idOf={({ id }) => id}
        isNarrowed={isNarrowed}
        empty={
          <EmptyState icon={<IconHistory />} title={t.noRuns}>
            {t.noRunsHelp}
          </EmptyState>
        }
        columns={[
          {
            accessor: "id",
            title: t.runNumber(""),
            sortable: true,
            render: ({ id, dry_run: isDryRun }) => (
              <Group gap="xs">
                <AnchorLink
                  to="/replications/$policy/executions/$execution"
                  params={{ policy: String(policyId), execution: String(id) }}
                  fw={550}
                  fz="sm"
                >
                  {t.runNumber(id)}
                </AnchorLink>
                {isDryRun && <Badge color="violet">{t.dryRun}</Badge>}
              </Group>
            ),
          },
          {
            accessor: "status",
            title: t.state,
            sortable: true,
            render: ({ status, status_text: reason }) => (
              <>
                <RunState status={status} />
                {status === "Failed" && reason !== "" && (
                  <Text size="xs" c="dimmed" lineClamp={2} maw={280} mt={2}>
                    {reason}
                  </Text>
                )}
              </>
            ),
          },
          {
            accessor: "trigger",
            title: t.cause,
            sortable: true,
            visibleMediaQuery: "(min-width: 62em)",
            render: ({ trigger }) => (t.triggers as Readonly<Record<string, string>>)[trigger] ?? trigger,
          },
          {
            accessor: "start_time",
            title: t.begun,
            sortable: true,
            visibleMediaQuery: "(min-width: 48em)",
            render: ({ start_time: at }) => <Time at={at} />,
          },
          {
            accessor: "took",
            title: t.took,
            visibleMediaQuery: "(min-width: 48em)",
            render: (run) => format.duration(runSeconds(run)),
          },
          {
            accessor: "total",
            title: t.repositories,
            textAlign: "right",
            visibleMediaQuery: "(min-width: 62em)",
            render: ({ succeed, total }) => (total === 0 ? "–" : t.tasksOf(format.number(succeed), format.number(total))),
          },
          {
            accessor: "bytes_done",
            title: t.copied,
            textAlign: "right",
            visibleMediaQuery: "(min-width: 62em)",
            render: ({ bytes_done: bytes }) => (bytes === 0 ? "–" : format.bytes(bytes)),
          },
        ]}
      />
    </>
  );
}
