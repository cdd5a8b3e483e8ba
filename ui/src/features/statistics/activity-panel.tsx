import { SegmentedControl, Skeleton, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Chart } from "../../components/chart.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useLanguage, useTexts } from "../../i18n/language.tsx";
import { shortDate } from "../../i18n/short-date.ts";
import { statistics } from "../../i18n/texts/statistics.ts";
import { activityQuery } from "./queries.ts";

const periods = [7, 30, 90];

export function ActivityPanel() {
  const t = useTexts(statistics);
  const format = useFormat();
  const { language } = useLanguage();
  const [days, setDays] = useState(30);
  const { data, error, refetch } = useQuery({ ...activityQuery(days), placeholderData: keepPreviousData });
  const sum = (key: "pushes" | "pulls") => format.number(data?.reduce((total, day) => total + day[key], 0) ?? 0);
  return (
    <Panel
      title={t.activity}
      description={t.activityHelp}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t.period}
          value={String(days)}
          onChange={(next) => setDays(Number(next))}
          data={periods.map((count) => ({ value: String(count), label: t.days(count) }))}
        />
      }
    >
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={260} />}
      {data && (
        <>
          <Text size="sm">{t.inAll(sum("pushes"), sum("pulls"))}</Text>
          <Chart
            kind="lines"
            label={t.activity}
            of={t.day}
            data={data.map(({ date, pushes, pulls }) => ({ name: shortDate(language, date), pushes, pulls }))}
            series={[
              { name: "pulls", label: t.pulls, color: "harbour.6" },
              { name: "pushes", label: t.pushes, color: "orange.8", strokeDasharray: "6 4" },
            ]}
            format={(count) => format.number(count)}
            height={260}
          />
        </>
      )}
    </Panel>
  );
}
