import { Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { LogViewer } from "../../components/log-viewer.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { isOpen, type Run, runLogQuery, type SystemJob } from "./system-job.ts";

interface RunLogDialogProps {
  readonly job: SystemJob;
  /** Null: closed. */
  readonly run: Run | null;
  readonly onClose: () => void;
}

export function RunLogDialog({ job, run, onClose }: RunLogDialogProps) {
  const t = useTexts(systemJob);
  const c = useTexts(common);
  return (
    <Modal opened={run !== null} onClose={onClose} title={run && t.logOf(run.id)} size="xl" closeButtonProps={{ "aria-label": c.close }}>
      {run && <Log job={job} run={run} />}
    </Modal>
  );
}

function Log({ job, run }: { readonly job: SystemJob; readonly run: Run }) {
  const t = useTexts(systemJob);
  const { data, error, refetch } = useQuery(runLogQuery(job, run));
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton h={160} />;
  return <LogViewer text={data} isRunning={isOpen(run)} label={t.logOf(run.id)} />;
}
