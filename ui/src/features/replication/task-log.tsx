import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReplicationExecution, ReplicationTask } from "../../api/types.ts";
import { Dialog, type DialogState } from "../../components/dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { LogViewer } from "../../components/log-viewer.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { taskLogQuery } from "./queries.ts";
import { isOpen } from "./run-search.ts";

interface TaskLogProps {
  readonly dialog: DialogState<ReplicationTask>;
  readonly run: ReplicationExecution;
}

export function TaskLog({ dialog: { opened, subject, close }, run }: TaskLogProps) {
  const t = useTexts(replication);
  const name = subject?.src_resource.replace(/ \[.*/, "") || t.plan;
  return (
    <Dialog opened={opened} onClose={close} title={t.logOf(name)} size="xl">
      {subject && <Log taskId={subject.id} run={run} label={t.logOf(name)} />}
    </Dialog>
  );
}

function Log({ taskId, run, label }: { readonly taskId: number; readonly run: ReplicationExecution; readonly label: string }) {
  const isRunning = isOpen(run);
  const { data, error, refetch } = useQuery(taskLogQuery(run.id, taskId, isRunning));
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton h={200} />;
  return <LogViewer text={data ?? ""} isRunning={isRunning} label={label} />;
}
