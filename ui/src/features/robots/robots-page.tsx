import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";
import { RobotsList } from "./robots-list.tsx";

/** Robots that may do something in several projects, or on the site. */
export function RobotsPage() {
  const t = useTexts(robots);
  const [isCreating, setCreating] = useState(false);
  const button = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} description={t.description} actions={button}>
      <RobotsList
        project={null}
        may={{ update: true, delete: true }}
        isCreating={isCreating}
        onCreateEnd={() => setCreating(false)}
        createButton={button}
      />
    </Page>
  );
}
