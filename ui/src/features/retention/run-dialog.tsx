import { Anchor, Button, Group, Modal, Pagination, Skeleton, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { DataTable } from "mantine-datatable";
import { useState } from "react";
import type { RetentionTask } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { LogViewer } from "../../components/log-viewer.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { RunStatus } from "../jobs/run-status.tsx";
import { isUnderWay, taskLogQuery, tasksEach, tasksQuery } from "./queries.ts";

interface RunDialogProps {
  readonly policyId: number;
  /** Null: closed. */
  readonly executionId: number | null;
  readonly isRunning: boolean;
  readonly onClose: () => void;
}

/** A run's repositories with what each keeps, and the log of one. */
export function RunDialog({ policyId, executionId, isRunning, onClose }: RunDialogProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  return (
    <Modal
      opened={executionId !== null}
      onClose={onClose}
      title={executionId !== null && t.runTitleOf(executionId)}
      size="xl"
      closeButtonProps={{ "aria-label": c.close }}
    >
      {executionId !== null && <Tasks key={executionId} policyId={policyId} executionId={executionId} isRunning={isRunning} />}
    </Modal>
  );
}

interface TasksProps {
  readonly policyId: number;
  readonly executionId: number;
  readonly isRunning: boolean;
}

function Tasks({ policyId, executionId, isRunning }: TasksProps) {
  const t = useTexts(texts);
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<number | null>(null);
  const { data, error, refetch } = useQuery(tasksQuery({ policyId, executionId, page, isRunning }));
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={160} />;
  const open = data.items.find(({ id }) => id === openId);
  if (open) return <TaskLog policyId={policyId} executionId={executionId} task={open} onBack={() => setOpenId(null)} />;
  if (data.total === 0) return <Text c="dimmed">{isRunning ? t.finding : t.noTasks}</Text>;
  return (
    <Stack gap="sm">
      <TaskTable tasks={data.items} onOpen={setOpenId} />
      {data.total > tasksEach && <Pagination total={Math.ceil(data.total / tasksEach)} value={page} onChange={setPage} />}
    </Stack>
  );
}

function TaskTable({ tasks, onOpen }: { readonly tasks: RetentionTask[]; readonly onOpen: (id: number) => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const format = useFormat();
  return (
    <DataTable<RetentionTask>
      aria-label={t.tasks}
      records={tasks}
      idAccessor="id"
      withTableBorder
      borderRadius="md"
      verticalSpacing="xs"
      minHeight={0}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": t.tasks } }}
      columns={[
        { accessor: "repository", title: t.repository },
        { accessor: "status", title: c.status, render: ({ status }) => <RunStatus status={status} /> },
        {
          accessor: "retained",
          title: t.keptOf,
          textAlign: "right",
          noWrap: true,
          render: ({ retained, total }) => t.keptCount(format.number(retained), format.number(total)),
        },
        {
          accessor: "log",
          title: t.log,
          textAlign: "right",
          render: ({ id, repository }) => (
            <Anchor component="button" type="button" size="sm" aria-label={t.showLog(repository)} onClick={() => onOpen(id)}>
              {t.show}
            </Anchor>
          ),
        },
      ]}
    />
  );
}

interface TaskLogProps {
  readonly policyId: number;
  readonly executionId: number;
  readonly task: RetentionTask;
  readonly onBack: () => void;
}

function TaskLog({ policyId, executionId, task, onBack }: TaskLogProps) {
  const t = useTexts(texts);
  const { data, error, refetch } = useQuery(taskLogQuery({ policyId, executionId, task }));
  return (
    <Stack gap="sm">
      <Group>
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={16} />} onClick={onBack} data-autofocus>
          {t.backToTasks}
        </Button>
      </Group>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {data === undefined && !error && <Skeleton h={160} />}
      {data !== undefined && <LogViewer text={data} isRunning={isUnderWay(task)} label={t.showLog(task.repository)} />}
    </Stack>
  );
}
