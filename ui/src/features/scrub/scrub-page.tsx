import { Alert, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Page } from "../../components/page.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { scrub } from "../../i18n/texts/scrub.ts";
import { systemJob } from "../../i18n/texts/system-job.ts";
import { JobSchedulePanel } from "../jobs/job-schedule-panel.tsx";
import { NewestRun } from "../jobs/newest-run.tsx";
import { RunHistory } from "../jobs/run-history.tsx";
import { countOf, isOpen, recentRunsQuery, type Run, startRun } from "../jobs/system-job.ts";
import { VerifyPercent } from "./verify-percent.tsx";

const percentUsual = 10;
const results = ["unknown", "missing", "damaged", "healed"] as const;

export function ScrubPage() {
  const t = useTexts(scrub);
  const format = useFormat();
  const { data: runs = [] } = useQuery(recentRunsQuery("scrub"));
  const [newest] = runs;
  return (
    <Page title={t.title} description={t.description}>
      {newest && (
        <NewestRun job="scrub" run={newest} title={t.newest}>
          <Results run={newest} />
        </NewestRun>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <CheckNow isBusy={newest !== undefined && isOpen(newest)} />
        <JobSchedulePanel job="scrub" description={t.scheduleHelp}>
          {({ verify_percent: percent, ...others }, change) => (
            <VerifyPercent
              percent={typeof percent === "number" ? percent : percentUsual}
              onChange={(next) => change({ ...others, verify_percent: next })}
            />
          )}
        </JobSchedulePanel>
      </SimpleGrid>
      <RunHistory
        job="scrub"
        always="damaged"
        columns={[
          {
            accessor: "percent",
            title: t.read,
            textAlign: "right",
            render: (run) => t.percentOf(countOf(run, "verify_percent")),
          },
          ...(["checked", ...results] as const).map((name) => ({
            accessor: name,
            title: t[name],
            textAlign: "right" as const,
            render: (run: Run) => format.number(countOf(run, name)),
          })),
        ]}
      />
    </Page>
  );
}

function CheckNow({ isBusy }: { readonly isBusy: boolean }) {
  const t = useTexts(scrub);
  const j = useTexts(systemJob);
  const queryClient = useQueryClient();
  const [percent, setPercent] = useState(100);
  const start = useMutation({
    mutationFn: () => startRun("scrub", { verify_percent: percent }),
    onSuccess: () => notifications.show({ message: j.startedNow, color: "teal" }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["scrub"] }),
  });
  return (
    <Panel title={t.now} description={t.nowHelp}>
      <VerifyPercent percent={percent} onChange={setPercent} />
      {start.error && <ErrorMessage error={start.error} />}
      <Group>
        <Button loading={start.isPending} disabled={isBusy} onClick={() => start.mutate()}>
          {t.now}
        </Button>
      </Group>
    </Panel>
  );
}

/** What was found, in words. */
function Results({ run }: { readonly run: Run }) {
  const t = useTexts(scrub);
  const format = useFormat();
  const bad = results.filter((name) => countOf(run, name) > 0);
  if (bad.length === 0) {
    if (run.status === "Success") return <Alert color="teal">{t.allWell(countOf(run, "checked"))}</Alert>;
    return (
      <Text size="sm">
        {t.checked}: {format.number(countOf(run, "checked"))}
      </Text>
    );
  }
  return (
    <Alert color={bad.some((name) => name === "missing" || name === "damaged") ? "red" : "yellow"} title={t.found}>
      <Stack gap={4}>
        {bad.map((name) => (
          <Text key={name} size="sm">
            {t.means[name](countOf(run, name))}
          </Text>
        ))}
        <Text size="sm">{t.inLog}</Text>
      </Stack>
    </Alert>
  );
}
