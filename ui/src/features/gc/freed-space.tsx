import { Text } from "@mantine/core";
import { Chart } from "../../components/chart.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useLanguage, useTexts } from "../../i18n/language.tsx";
import { shortDate } from "../../i18n/short-date.ts";
import { gc } from "../../i18n/texts/gc.ts";
import { countOf, isOpen, type Run } from "../jobs/system-job.ts";

/** @param runs the newest first */
export function FreedSpace({ runs }: { readonly runs: readonly Run[] }) {
  const t = useTexts(gc);
  const format = useFormat();
  const { language } = useLanguage();
  const freed = runs.filter((run) => run.values.dry_run !== true && !isOpen(run)).toReversed();
  const hasAny = freed.some((run) => countOf(run, "freed_space") > 0);
  return (
    <Panel title={t.chart} description={t.chartHelp}>
      {hasAny ? (
        <Chart
          kind="bars"
          label={t.chart}
          of={t.run}
          data={freed.map((run) => ({ name: shortDate(language, run.startedAt), freed: countOf(run, "freed_space") }))}
          series={[{ name: "freed", label: t.freed, color: "harbour.6" }]}
          format={(bytes) => format.bytes(bytes)}
          height={200}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t.chartNone}
        </Text>
      )}
    </Panel>
  );
}
