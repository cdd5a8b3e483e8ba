import { ActionIcon, Group, Progress, Stack, Text, Tooltip } from "@mantine/core";
import { IconFileText, IconStack2 } from "@tabler/icons-react";
import type { ReplicationExecution, ReplicationTask } from "../../api/types.ts";
import { useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn } from "../../components/row-menu.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { tasksQuery } from "./queries.ts";
import { StateFilter, useRunSearch } from "./run-filter.tsx";
import { isOpen, taskStates } from "./run-search.ts";
import { runSeconds } from "./run-seconds.ts";
import { RunState } from "./run-state.tsx";
import { TaskLog } from "./task-log.tsx";

/** What a run does, repository by repository. */
export function TasksTable({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const format = useFormat();
  const [search] = useRunSearch();
  const reading = useDialog<ReplicationTask>();
  const isRunning = isOpen(run);
  return (
    <>
      <Group>
        <StateFilter states={taskStates} />
      </Group>
      <ListTable<ReplicationTask>
        label={t.tasks}
        query={tasksQuery(run.id, search, isRunning)}
        idOf={({ id }) => id}
        isNarrowed={search.status !== undefined}
        empty={
          <EmptyState icon={<IconStack2 />} title={isRunning ? t.noTasksYet : t.noTasks}>
            {isRunning ? t.noTasksPlanning : t.nothingToDo}
          </EmptyState>
        }
        columns={[
          { accessor: "src_resource", title: t.task, render: (task) => <TaskName task={task} /> },
          {
            accessor: "dst_resource",
            title: t.destination,
            visibleMediaQuery: "(min-width: 62em)",
            render: ({ dst_resource: there }) => <span className="code">{nameOf(there) || "–"}</span>,
          },
          { accessor: "status", title: t.state, sortable: true, render: ({ status }) => <RunState status={status} /> },
          {
            accessor: "bytes_done",
            title: t.copied,
            visibleMediaQuery: "(min-width: 48em)",
            render: (task) => <TaskBytes task={task} />,
          },
          {
            accessor: "start_time",
            title: t.took,
            sortable: true,
            visibleMediaQuery: "(min-width: 62em)",
            render: (task) => (task.start_time ? format.duration(runSeconds(task)) : "–"),
          },
          menuColumn(t.log, (task) => (
            <Tooltip label={t.log}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t.logOf(nameOf(task.src_resource) || t.plan)}
                onClick={() => reading.open(task)}
              >
                <IconFileText size={18} />
              </ActionIcon>
            </Tooltip>
          )),
        ]}
      />
      <TaskLog dialog={reading} run={run} />
    </>
  );
}

function TaskName({ task }: { readonly task: ReplicationTask }) {
  const t = useTexts(replication);
  const name = nameOf(task.src_resource);
  const operation = (t.operations as Readonly<Record<string, string>>)[task.operation] ?? task.operation;
  return (
    <Stack gap={0}>
      {name === "" ? t.plan : <span className="code">{name}</span>}
      <Text component="span" size="xs" c="dimmed">
        {name !== "" && `${operation} · ${t.items(itemsOf(task.src_resource))}`}
      </Text>
      {task.message !== "" && (
        <Text component="span" size="xs" maw={360} lineClamp={3} style={{ overflowWrap: "anywhere" }}>
          {task.message}
        </Text>
      )}
    </Stack>
  );
}

function TaskBytes({ task }: { readonly task: ReplicationTask }) {
  const t = useTexts(replication);
  const format = useFormat();
  const { bytes_done: done, bytes_total: total } = task;
  if (total === 0 && done === 0) return <>–</>;
  if (!isOpen(task)) return <>{format.bytes(done)}</>;
  return (
    <Stack gap={4} miw={120}>
      <Text component="span" size="xs" style={{ fontVariantNumeric: "tabular-nums" }}>
        {t.bytesOf(format.bytes(done), format.bytes(total))}
      </Text>
      <Progress value={total === 0 ? 0 : Math.min(100, (done / total) * 100)} size="sm" aria-label={t.copied} />
    </Stack>
  );
}

/** Harbor writes `team/app [2 item(s) in total]`. */
function nameOf(resource: string): string {
  return resource.replace(/ \[\d+ item\(s\) in total\]$/, "");
}

function itemsOf(resource: string): number {
  return Number(/ \[(\d+) item\(s\) in total\]$/.exec(resource)?.[1] ?? 0);
}
