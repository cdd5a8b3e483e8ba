import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { auditPurge as texts } from "../../i18n/texts/audit-purge.ts";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { countOf, endOf, type Run, startRun } from "../jobs/system-job.ts";
import { PurgeFields, purgeParameters } from "./purge-fields.tsx";

/** Looks what would go, and deletes it: nothing goes before it was counted. */
export function PurgeNow() {
  const t = useTexts(texts);
  const j = useTexts(systemJob);
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useState(() => purgeParameters({}));
  const [isAsking, setAsking] = useState(false);
  const renew = () => queryClient.invalidateQueries({ queryKey: ["purgeaudit"] });
  const look = useMutation({
    mutationFn: async () => endOf("purgeaudit", await startRun("purgeaudit", { ...parameters, dry_run: true })),
    onSettled: renew,
  });
  const purge = async () => {
    await startRun("purgeaudit", parameters);
    look.reset();
    notifications.show({ message: j.startedNow, color: "teal" });
    await renew();
  };
  const ask = (toPurge: boolean) => {
    setAsking(toPurge);
    look.mutate();
  };
  return (
    <Panel title={t.now} description={t.nowHelp}>
      <Stack>
        <PurgeFields
          parameters={parameters}
          onChange={(next) => {
            setParameters(next);
            look.reset();
          }}
        />
        <Group>
          <Button variant="default" loading={look.isPending && !isAsking} onClick={() => ask(false)}>
            {t.dryRun}
          </Button>
          <Button loading={look.isPending && isAsking} onClick={() => ask(true)}>
            {t.now}
          </Button>
        </Group>
        <div aria-live="polite">
          {look.data && (
            <Alert color="blue" role="note">
              <WhatGoes run={look.data} />
            </Alert>
          )}
        </div>
        {look.error && <ErrorMessage error={look.error} />}
      </Stack>
      <ConfirmDialog
        opened={isAsking && look.isSuccess}
        onClose={() => setAsking(false)}
        title={t.confirmTitle}
        verb={t.now}
        onConfirm={purge}
      >
        <Stack gap="xs">
          {look.data && <WhatGoes run={look.data} />}
          <Text size="sm" c="dimmed">
            {t.confirmHelp}
          </Text>
        </Stack>
      </ConfirmDialog>
    </Panel>
  );
}

function WhatGoes({ run }: { readonly run: Run }) {
  const t = useTexts(texts);
  return (
    <Text fw={600}>
      {t.wouldGo(countOf(run, "purged_audit_logs"))}
      {run.values.include_job_history === true && ` ${t.wouldGoJobs(countOf(run, "purged_executions"))}`}
    </Text>
  );
}
