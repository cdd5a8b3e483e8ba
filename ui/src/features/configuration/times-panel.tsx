import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { useLanguage, useTexts } from "../../i18n/language.tsx";
import { spanText } from "../../i18n/span.ts";
import { configuration } from "../../i18n/texts/configuration.ts";
import { timesQuery } from "../site/queries.ts";

/** What the site was started with: shown, since no form changes it. */
export function TimesPanel() {
  const t = useTexts(configuration);
  const { language } = useLanguage();
  const { data } = useQuery(timesQuery);
  return (
    <Panel title={t.times.title} description={t.times.help}>
      {data ? (
        <Facts
          facts={Object.entries(data).map(([key, seconds]) => ({ name: t.times.names[key] ?? key, value: spanText(language, seconds) }))}
        />
      ) : (
        <Skeleton h={120} />
      )}
    </Panel>
  );
}
