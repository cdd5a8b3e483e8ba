import { SimpleGrid, Stack } from "@mantine/core";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { auditPurge as texts } from "../../i18n/texts/audit-purge.ts";
import { JobSchedulePanel } from "../jobs/job-schedule-panel.tsx";
import { RunHistory } from "../jobs/run-history.tsx";
import { countOf } from "../jobs/system-job.ts";
import { PurgeFields, purgeParameters } from "./purge-fields.tsx";
import { PurgeNow } from "./purge-now.tsx";

/** How the log is kept from growing for ever. */
export function PurgeView() {
  const t = useTexts(texts);
  const format = useFormat();
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <PurgeNow />
        <JobSchedulePanel job="purgeaudit" description={t.scheduleHelp} initialParameters={purgeParameters({})}>
          {(parameters, change) => <PurgeFields parameters={parameters} onChange={change} />}
        </JobSchedulePanel>
      </SimpleGrid>
      <RunHistory
        job="purgeaudit"
        always="entries"
        columns={[
          { accessor: "mode", title: t.mode, render: ({ values }) => (values.dry_run === true ? t.dryRun : t.deletes) },
          {
            accessor: "entries",
            title: t.entries,
            textAlign: "right",
            render: (run) => format.number(countOf(run, "purged_audit_logs")),
          },
          {
            accessor: "runs",
            title: t.jobRuns,
            textAlign: "right",
            render: (run) => format.number(countOf(run, "purged_executions")),
          },
        ]}
      />
    </Stack>
  );
}
