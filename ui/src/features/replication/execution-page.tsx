import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconRotate } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ApiError } from "../../api/errors.ts";
import type { ReplicationExecution } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { NotFound } from "../../components/not-found.tsx";
import { PageSkeleton } from "../../components/page-skeleton.tsx";
import { Page } from "../../components/page.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { executionQuery, policyQuery } from "./queries.ts";
import { RunProgress } from "./run-progress.tsx";
import { isOpen } from "./run-search.ts";
import { runSeconds } from "./run-seconds.ts";
import { RunState } from "./run-state.tsx";
import { StopRun } from "./stop-run.tsx";
import { TasksTable } from "./tasks-table.tsx";
import { useDialog } from "../../components/dialog.tsx";
import { usePolicyActions } from "./use-policy-actions.ts";

export function ExecutionPage() {
  const { execution: id = "" } = useParams({ strict: false });
  const { data: run, error, refetch } = useQuery(executionQuery(Number(id)));
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return <NotFound />;
  if (error && !run) return <ErrorMessage error={error} retry={() => void refetch()} />;
  return run ? <Shown run={run} /> : <PageSkeleton />;
}

function Shown({ run }: { readonly run: ReplicationExecution }) {
  const t = useTexts(replication);
  const format = useFormat();
  const actions = usePolicyActions();
  const stopping = useDialog<ReplicationExecution>();
  const isRunning = isOpen(run);
  useLastLook(isRunning);
  // It may have been deleted; its runs stay.
  const { data: policy } = useQuery(policyQuery(run.policy_id));
  return (
    <Page
      title={t.runNumber(run.id)}
      tabTitle={`${t.runNumber(run.id)} · ${policy?.name ?? t.title}`}
      trail={[
        <AnchorLink key="all" to="/replications" inherit>
          {t.title}
        </AnchorLink>,
        ...(policy
          ? [
              <AnchorLink key="policy" inherit to="/replications/$policy" params={{ policy: String(policy.id) }}>
                {policy.name}
              </AnchorLink>,
            ]
          : []),
      ]}
      actions={
        isRunning ? (
          <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => stopping.open(run)}>
            {t.stop}
          </Button>
        ) : (
          policy?.enabled && (
            <>
              <Button
                variant={run.dry_run ? "default" : "filled"}
                leftSection={<IconRotate size={16} />}
                disabled={actions.isStarting}
                onClick={() => void actions.run(run.policy_id, run.dry_run)}
              >
                {t.again}
              </Button>
              {run.dry_run && (
                <Button
                  leftSection={<IconPlayerPlay size={16} />}
                  disabled={actions.isStarting}
                  onClick={() => void actions.run(run.policy_id, false)}
                >
                  {t.run}
                </Button>
              )}
            </>
          )
        )
      }
    >
      <Group gap="md" mt={-8}>
        <span role="status">
          <RunState status={run.status} />
        </span>
        {run.dry_run && <Badge color="violet">{t.dryRun}</Badge>}
        <Text size="sm" c="dimmed">
          {(t.triggers as Readonly<Record<string, string>>)[run.trigger]} · <Time at={run.start_time} /> · {t.took}{" "}
          {format.duration(runSeconds(run))}
        </Text>
      </Group>
      <RunProgress run={run} />
      <Stack component="section" gap="sm" aria-label={t.tasks}>
        <Title order={2} fz="lg">
          {t.tasks}
        </Title>
        <TasksTable run={run} />
      </Stack>
      <StopRun dialog={stopping} />
    </Page>
  );
}

/** When a run has just ended, everything that is shown of it is looked at once more. */
function useLastLook(isRunning: boolean): void {
  const client = useQueryClient();
  const ran = useRef(isRunning);
  useEffect(() => {
    if (ran.current && !isRunning) void client.invalidateQueries({ queryKey: ["replication"] });
    ran.current = isRunning;
  }, [client, isRunning]);
}
