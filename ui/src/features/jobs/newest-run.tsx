import { Button, Group, Progress, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Panel } from "../../components/panel.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { RunLogDialog } from "./run-log-dialog.tsx";
import { RunStatus } from "./run-status.tsx";
import { StopRunButton } from "./stop-run-button.tsx";
import { isOpen, type Run, type SystemJob } from "./system-job.ts";

interface NewestRunProps {
  readonly job: SystemJob;
  readonly run: Run;
  readonly title: string;
  /** What it has counted. */
  readonly children: ReactNode;
}

/** What runs now, or ran last. */
export function NewestRun({ job, run, title, children }: NewestRunProps) {
  const t = useTexts(systemJob);
  const format = useFormat();
  const [isLogShown, { open, close }] = useDisclosure();
  return (
    <Panel
      title={title}
      actions={
        <>
          {isOpen(run) && <StopRunButton job={job} run={run} />}
          <Button size="compact-sm" variant="default" onClick={open}>
            {t.log}
          </Button>
        </>
      }
    >
      <Group gap="sm">
        <RunStatus status={run.status} />
        <Text size="sm" c="dimmed" role="status">
          {run.status === "Pending" && t.waiting}
          {run.status === "Running" && `${t.runningSince(format.since(run.startedAt))}. ${t.mayLeave}`}
          {!isOpen(run) && <Time at={run.endedAt} />}
        </Text>
      </Group>
      {run.status === "Running" && <Progress value={100} animated aria-label={t.runningSince(format.since(run.startedAt))} />}
      {children}
      <RunLogDialog job={job} run={isLogShown ? run : null} onClose={close} />
    </Panel>
  );
}
