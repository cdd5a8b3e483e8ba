import { Alert, Button, Group, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { type Fact, Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { gc } from "../../i18n/texts/gc.ts";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { countOf, endOf, isOpen, type Run, startRun } from "../jobs/system-job.ts";
import { useCollectionTimes } from "./use-collection-times.ts";

/** Looks what would go, and collects it: nothing goes before it was counted. */
export function CollectNow({ newest }: { readonly newest: Run | null }) {
  const t = useTexts(gc);
  const j = useTexts(systemJob);
  const format = useFormat();
  const times = useCollectionTimes();
  const queryClient = useQueryClient();
  const [untagged, setUntagged] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const look = useMutation({
    mutationFn: async () => endOf("gc", await startRun("gc", { delete_untagged: untagged, dry_run: true })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["gc"] }),
  });
  const collect = async () => {
    await startRun("gc", { delete_untagged: untagged });
    look.reset();
    notifications.show({ message: j.startedNow, color: "teal" });
    await queryClient.invalidateQueries({ queryKey: ["gc"] });
  };
  const choose = (next: boolean) => {
    setUntagged(next);
    look.reset();
  };
  const isBusy = newest !== null && isOpen(newest) && !look.isPending;
  return (
    <Panel title={t.now} description={[times.window === null ? "" : t.waits(times.window), t.trash(times.trash)].join(" ")}>
      <Stack>
        <Switch
          label={t.untagged}
          description={t.untaggedHelp}
          checked={untagged}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        <Group>
          <Button variant="default" loading={look.isPending && !isAsking} disabled={isBusy} onClick={() => look.mutate()}>
            {t.dryRun}
          </Button>
          <Button
            disabled={isBusy}
            loading={look.isPending && isAsking}
            onClick={() => {
              setAsking(true);
              look.mutate();
            }}
          >
            {t.now}
          </Button>
        </Group>
        <div aria-live="polite">{look.data && <Found run={look.data} />}</div>
        {look.error && <ErrorMessage error={look.error} />}
      </Stack>
      <ConfirmDialog
        opened={isAsking && look.isSuccess}
        onClose={() => setAsking(false)}
        title={t.confirmTitle}
        verb={t.now}
        onConfirm={collect}
      >
        {look.data && (
          <Stack gap="xs">
            <Text fw={600}>
              {isNothing(look.data)
                ? t.nothing
                : t.confirm(
                    countOf(look.data, "purged_manifests"),
                    countOf(look.data, "purged_blobs"),
                    format.bytes(countOf(look.data, "freed_space")),
                  )}
            </Text>
            {!isNothing(look.data) && (
              <Text size="sm" c="dimmed">
                {t.confirmHelp(times.trash)}
              </Text>
            )}
          </Stack>
        )}
      </ConfirmDialog>
    </Panel>
  );
}

function Found({ run }: { readonly run: Run }) {
  const t = useTexts(gc);
  const facts = useCollectionFacts(run);
  return (
    <Alert color="blue" title={t.found} role="note">
      {isNothing(run) ? t.nothing : <Facts facts={facts} />}
    </Alert>
  );
}

function isNothing(run: Run): boolean {
  return countOf(run, "purged_manifests") + countOf(run, "purged_blobs") === 0;
}

export function useCollectionFacts(run: Run): Fact[] {
  const t = useTexts(gc);
  const format = useFormat();
  return [
    { name: t.artifacts, value: format.number(countOf(run, "purged_manifests")) },
    { name: t.blobs, value: format.number(countOf(run, "purged_blobs")) },
    { name: t.freed, value: format.bytes(countOf(run, "freed_space")) },
  ];
}
