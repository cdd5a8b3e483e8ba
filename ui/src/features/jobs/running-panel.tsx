import { Button, Group, Modal, Skeleton, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RunningTask } from "../../api/upkeep-types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { LogViewer } from "../../components/log-viewer.tsx";
import { Panel } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { jobKinds } from "../../i18n/texts/job-kinds.ts";
import { jobs } from "../../i18n/texts/jobs.ts";
import { onWide } from "./on-wide.ts";
import { poolsQuery, runningQuery, stopTask, taskLogQuery } from "./queries.ts";

/** What the worker pools do now. */
export function RunningPanel() {
  const t = useTexts(jobs);
  const c = useTexts(common);
  const { names: kinds } = useTexts(jobKinds);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(runningQuery);
  const { data: pools = [] } = useQuery(poolsQuery);
  const [stopping, setStopping] = useState<RunningTask | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const atOnce = pools.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const stop = async () => {
    await stopTask(stopping?.job_id ?? "");
    await queryClient.invalidateQueries({ queryKey: ["jobservice"] });
  };
  return (
    <Panel title={t.running} description={atOnce > 0 && t.runningHelp(atOnce)}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={80} />}
      {data && (
        <PlainTable<RunningTask>
          label={t.running}
          rows={data}
          idOf={({ id }) => id}
          empty={
            <Text size="sm" c="dimmed">
              {t.noneRunning}
            </Text>
          }
          columns={[
            { accessor: "job_id", title: t.job },
            { accessor: "job_name", title: t.kind, render: ({ job_name: kind }) => kinds[kind] ?? kind },
            { accessor: "pool_id", title: t.pool, ...onWide },
            { accessor: "start_at", title: t.began, render: ({ start_at: at }) => <Time at={at} /> },
            {
              accessor: "actions",
              title: c.actions,
              textAlign: "right",
              render: (task) => (
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  <Button
                    size="compact-sm"
                    variant="light"
                    color="red"
                    onClick={() => setStopping(task)}
                    aria-label={t.stopJob(task.job_id)}
                  >
                    {t.stop}
                  </Button>
                  <Button size="compact-sm" variant="subtle" onClick={() => setShown(task.job_id)} aria-label={t.logOf(task.job_id)}>
                    {t.log}
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
        title={stopping ? t.stopJobTitle(kinds[stopping.job_name] ?? stopping.job_name, stopping.job_id) : ""}
        verb={t.stop}
        onConfirm={stop}
      >
        {t.stopJobHelp}
      </ConfirmDialog>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t.logOf(shown ?? "")}
        size="xl"
        closeButtonProps={{ "aria-label": c.close }}
      >
        {shown !== null && <Log id={shown} isRunning={data?.some(({ job_id: id }) => id === shown) === true} />}
      </Modal>
    </Panel>
  );
}

function Log({ id, isRunning }: { readonly id: string; readonly isRunning: boolean }) {
  const t = useTexts(jobs);
  const { data, error, refetch } = useQuery(taskLogQuery(id));
  if (error) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton h={160} />;
  return <LogViewer text={data} isRunning={isRunning} label={t.logOf(id)} />;
}
