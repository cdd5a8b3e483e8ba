import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { jobs } from "../../i18n/texts/jobs.ts";
import { QueuesPanel } from "./queues-panel.tsx";
import { RunningPanel } from "./running-panel.tsx";
import { SchedulesPanel } from "./schedules-panel.tsx";

export function JobsPage() {
  const t = useTexts(jobs);
  return (
    <Page title={t.title} description={t.description}>
      <RunningPanel />
      <QueuesPanel />
      <SchedulesPanel />
    </Page>
  );
}
