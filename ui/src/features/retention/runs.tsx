import { Badge, Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFlask, IconHistory, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Project, RetentionExecution } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { RunStatus } from "../jobs/run-status.tsx";
import { useRetentionChanges } from "./changes.ts";
import { executionsQuery, isUnderWay, previewKey } from "./queries.ts";
import { RunDialog } from "./run-dialog.tsx";

interface RunsProps {
  readonly project: Project;
  readonly policyId: number;
  readonly mayChange: boolean;
  /** Which run is looked into; it stands in the address. */
  readonly shown: number | null;
  readonly onShow: (executionId: number | null) => void;
}

/** The history of a policy. */
export function Runs({ project, policyId, mayChange, shown, onShow }: RunsProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const format = useFormat();
  const [search] = useListSearch();
  const { stop } = useRetentionChanges(project);
  const query = executionsQuery(policyId, search);
  const { data } = useQuery(query);
  const open = data?.items.find(({ id }) => id === shown);
  const isRunning = data?.items.some(isUnderWay) ?? false;
  const queryClient = useQueryClient();
  const wasRunning = useRef(false);
  useEffect(() => {
    // What a run has deleted a dry run does not show any more.
    if (wasRunning.current && !isRunning) void queryClient.invalidateQueries({ queryKey: previewKey });
    wasRunning.current = isRunning;
  }, [isRunning, queryClient]);
  const [stopping, setStopping] = useState<number | null>(null);
  const took = ({ start_time: start, end_time: end }: RetentionExecution) =>
    end === undefined ? "–" : format.duration((Date.parse(end) - Date.parse(start)) / 1000);
  return (
    <>
      <ListTable<RetentionExecution>
        label={t.runs}
        query={query}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<IconHistory />} title={t.noRuns}>
            {t.noRunsHelp}
          </EmptyState>
        }
        columns={[
          { accessor: "start_time", title: t.begun, noWrap: true, render: ({ start_time: at }) => <Time at={at} /> },
          { accessor: "status", title: c.status, render: ({ status }) => <RunStatus status={status} /> },
          { accessor: "dry_run", title: t.kind, render: ({ dry_run: isDry }) => <Kind isDry={isDry} /> },
          { accessor: "trigger", title: t.trigger, render: ({ trigger }) => t.triggers[trigger] ?? trigger },
          { accessor: "took", title: t.took, textAlign: "right", noWrap: true, render: took },
          {
            accessor: "actions",
            title: c.actions,
            textAlign: "right",
            render: (run) => (
              <Group gap={4} justify="flex-end" wrap="nowrap">
                {mayChange && isUnderWay(run) && (
                  <Button size="compact-sm" variant="light" color="red" onClick={() => setStopping(run.id)}>
                    {c.stop}
                  </Button>
                )}
                <Button size="compact-sm" variant="subtle" aria-label={`${t.show}: ${t.runTitleOf(run.id)}`} onClick={() => onShow(run.id)}>
                  {t.show}
                </Button>
              </Group>
            ),
          },
        ]}
      />
      <RunDialog policyId={policyId} executionId={shown} isRunning={open !== undefined && isUnderWay(open)} onClose={() => onShow(null)} />
      <ConfirmDialog
        opened={stopping !== null}
        title={t.stopRun(stopping ?? 0)}
        verb={c.stop}
        onClose={() => setStopping(null)}
        onConfirm={() => stop(stopping ?? 0)}
      >
        {t.stopHelp}
      </ConfirmDialog>
    </>
  );
}

function Kind({ isDry }: { readonly isDry: boolean }) {
  const t = useTexts(texts);
  return (
    <Badge
      color={isDry ? "blue" : "orange"}
      leftSection={isDry ? <IconFlask size={12} aria-hidden="true" /> : <IconTrash size={12} aria-hidden="true" />}
    >
      {isDry ? t.dry : t.real}
    </Badge>
  );
}

interface StartButtonsProps {
  readonly project: Project;
  /** Something is not saved. */
  readonly isDirty: boolean;
  readonly onAskRun: () => void;
  readonly onStarted: (executionId: number | null) => void;
}

/** Runs use the saved policy: with changes that are not saved none is begun. */
export function StartButtons({ project, isDirty, onAskRun, onStarted }: StartButtonsProps) {
  const t = useTexts(texts);
  const { run } = useRetentionChanges(project);
  const [isBusy, setBusy] = useState(false);
  const startDry = async () => {
    setBusy(true);
    try {
      onStarted(await run(true));
    } catch (failure) {
      notifications.show({ color: "red", message: failure instanceof Error ? failure.message : "" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs">
      <Button variant="default" disabled={isDirty} loading={isBusy} onClick={() => void startDry()}>
        {t.startDryRun}
      </Button>
      <Button disabled={isDirty} onClick={onAskRun}>
        {t.runNow}
      </Button>
    </Group>
  );
}
