import { SimpleGrid, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Page } from "../../components/page.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { gc } from "../../i18n/texts/gc.ts";
import { JobSchedulePanel } from "../jobs/job-schedule-panel.tsx";
import { RunHistory } from "../jobs/run-history.tsx";
import { countOf, recentRunsQuery } from "../jobs/system-job.ts";
import { CollectNow } from "./collect-now.tsx";
import { FreedSpace } from "./freed-space.tsx";
import { NewestCollection } from "./newest-collection.tsx";
import { UndeletePanel } from "./undelete-panel.tsx";

export function GarbageCollectionPage() {
  const t = useTexts(gc);
  const format = useFormat();
  const { data: runs = [] } = useQuery(recentRunsQuery("gc"));
  const [newest] = runs;
  return (
    <Page title={t.title} description={t.description}>
      {newest && <NewestCollection run={newest} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="lg">
          <CollectNow newest={newest ?? null} />
          <UndeletePanel />
        </Stack>
        <JobSchedulePanel job="gc" description={t.scheduleHelp}>
          {(parameters, change) => (
            <Switch
              label={t.untagged}
              description={t.untaggedHelp}
              checked={parameters.delete_untagged === true}
              onChange={(event) => change({ ...parameters, delete_untagged: event.currentTarget.checked })}
            />
          )}
        </JobSchedulePanel>
      </SimpleGrid>
      <FreedSpace runs={runs} />
      <RunHistory
        job="gc"
        always="freed"
        columns={[
          {
            accessor: "mode",
            title: t.mode,
            noWrap: true,
            render: ({ values }) => (values.dry_run === true ? t.dry : values.delete_untagged === true ? t.all : t.plain),
          },
          {
            accessor: "artifacts",
            title: t.artifacts,
            textAlign: "right",
            render: (run) => format.number(countOf(run, "purged_manifests")),
          },
          { accessor: "blobs", title: t.blobs, textAlign: "right", render: (run) => format.number(countOf(run, "purged_blobs")) },
          {
            accessor: "freed",
            title: t.freed,
            textAlign: "right",
            noWrap: true,
            render: (run) => format.bytes(countOf(run, "freed_space")),
          },
          {
            accessor: "deleted",
            title: t.deleted,
            textAlign: "right",
            noWrap: true,
            render: (run) => format.bytes(countOf(run, "deleted_bytes")),
          },
        ]}
      />
    </Page>
  );
}
