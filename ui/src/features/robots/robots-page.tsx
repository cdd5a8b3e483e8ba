import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useDialog } from "../../components/dialog.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";
import { RobotsList } from "./robots-list.tsx";

/** Robots that may do something in several projects, or on the site. */
export function RobotsPage() {
  const t = useTexts(robots);
  const creating = useDialog<true>();
  const button = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => creating.open(true)}>
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} description={t.description} actions={button}>
      <RobotsList project={null} may={{ update: true, delete: true }} creating={creating} createButton={button} />
    </Page>
  );
}
