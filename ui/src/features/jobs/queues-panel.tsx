import { Alert, Badge, Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { JobQueue } from "../../api/upkeep-types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { Panel } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { jobKinds } from "../../i18n/texts/job-kinds.ts";
import { jobs } from "../../i18n/texts/jobs.ts";
import { onWide } from "./on-wide.ts";
import { actOnQueue, type QueueAction, queuesQuery, scheduler } from "./queries.ts";

export function QueuesPanel() {
  const t = useTexts(jobs);
  const c = useTexts(common);
  const { names: kinds } = useTexts(jobKinds);
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(queuesQuery);
  const [stopping, setStopping] = useState<JobQueue | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const nameOf = (type: string) => kinds[type] ?? type;
  const act = async (type: string, action: QueueAction) => {
    await actOnQueue(type, action);
    const said = { pause: t.pausedNow, resume: t.resumedNow, stop: t.stoppedNow }[action];
    notifications.show({ message: said(nameOf(type)) });
    await queryClient.invalidateQueries({ queryKey: ["jobservice"] });
  };
  const hold = (type: string, action: QueueAction) => {
    setFailure(null);
    act(type, action).catch(setFailure);
  };
  const clock = data?.find(({ job_type: type }) => type === scheduler);
  return (
    <Panel
      title={t.queues}
      description={t.queuesHelp}
      actions={
        clock && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={clock.paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
            onClick={() => hold(scheduler, clock.paused ? "resume" : "pause")}
          >
            {clock.paused ? t.resumeSchedules : t.pauseSchedules}
          </Button>
        )
      }
    >
      {clock?.paused && <Alert color="yellow">{t.schedulerPaused}</Alert>}
      {failure !== null && <ErrorMessage error={failure} />}
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <TableSkeleton rows={6} />}
      {data && (
        <PlainTable<JobQueue>
          label={t.queues}
          rows={data.filter(({ job_type: type }) => type !== scheduler)}
          idOf={({ job_type: type }) => type}
          empty={null}
          columns={[
            { accessor: "job_type", title: t.kind, render: ({ job_type: type }) => nameOf(type) },
            { accessor: "count", title: t.waiting, textAlign: "right", render: ({ count }) => format.number(count) },
            {
              accessor: "latency",
              title: t.latency,
              textAlign: "right",
              noWrap: true,
              ...onWide,
              render: ({ count, latency }) => (count === 0 ? t.notWaiting : format.duration(latency)),
            },
            {
              accessor: "paused",
              title: t.state,
              render: ({ paused }) => <Badge color={paused ? "yellow" : "teal"}>{paused ? t.paused : t.open}</Badge>,
            },
            {
              accessor: "actions",
              title: c.actions,
              textAlign: "right",
              render: (queue) => (
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => hold(queue.job_type, queue.paused ? "resume" : "pause")}
                    aria-label={(queue.paused ? t.resumeKind : t.pauseKind)(nameOf(queue.job_type))}
                  >
                    {queue.paused ? t.resume : t.pause}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    onClick={() => setStopping(queue)}
                    aria-label={t.stopKind(nameOf(queue.job_type))}
                  >
                    {t.stopAll}
                  </Button>
                </Group>
              ),
            },
          ]}
        />
      )}
      <ConfirmDialog
        opened={stopping !== null}
        onClose={() => setStopping(null)}
        title={t.stopTitle(nameOf(stopping?.job_type ?? ""))}
        verb={t.stopAll}
        onConfirm={() => act(stopping?.job_type ?? "", "stop")}
      >
        {t.stopHelp(stopping?.count ?? 0)}
      </ConfirmDialog>
    </Panel>
  );
}
