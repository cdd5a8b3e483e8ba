import { SimpleGrid } from "@mantine/core";
import { useCurrentUser } from "../../api/session.ts";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { home } from "../../i18n/texts/home.ts";
import { Alerts } from "./alerts.tsx";
import { RecentProjects, RecentPushes } from "./recent.tsx";
import { Totals } from "./totals.tsx";

export function HomePage() {
  const t = useTexts(home);
  const user = useCurrentUser();
  return (
    <Page title={t.hello(user?.realname || user?.username || "")} tabTitle={t.title}>
      {user?.sysadmin_flag && <Alerts />}
      <Totals />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <RecentPushes />
        <RecentProjects />
      </SimpleGrid>
    </Page>
  );
}
