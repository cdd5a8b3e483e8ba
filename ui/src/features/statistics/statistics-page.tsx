import { Stack } from "@mantine/core";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { statistics } from "../../i18n/texts/statistics.ts";
import { ActivityPanel } from "./activity-panel.tsx";
import { StorageByProject } from "./storage-by-project.tsx";
import { Totals } from "./totals.tsx";

export function StatisticsPage() {
  const t = useTexts(statistics);
  return (
    <Page title={t.title} description={t.description}>
      <Stack gap="lg">
        <Totals />
        <ActivityPanel />
        <StorageByProject />
      </Stack>
    </Page>
  );
}
