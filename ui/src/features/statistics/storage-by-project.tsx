import { Skeleton } from "@mantine/core";
import { IconDatabase } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Chart } from "../../components/chart.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { ButtonLink } from "../../components/links.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { statistics } from "../../i18n/texts/statistics.ts";
import { largestProjectsQuery } from "./queries.ts";

const shownMax = 10;

export function StorageByProject() {
  const t = useTexts(statistics);
  const format = useFormat();
  const { data, error, refetch } = useQuery(largestProjectsQuery(shownMax));
  const used = data?.map(({ ref: { name }, used: { storage } }) => ({ name, used: storage ?? 0 })).filter((project) => project.used > 0);
  return (
    <Panel
      title={t.byProject}
      description={used && used.length > 0 && t.byProjectHelp(used.length)}
      actions={
        <ButtonLink to="/quotas" variant="default" size="compact-sm">
          {t.toQuotas}
        </ButtonLink>
      }
    >
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={260} />}
      {used?.length === 0 && (
        <EmptyState icon={<IconDatabase />} title={t.nothingStored}>
          {t.nothingStoredHelp}
        </EmptyState>
      )}
      {used && used.length > 0 && (
        <Chart
          kind="rows"
          label={t.byProject}
          of={t.project}
          data={used}
          series={[{ name: "used", label: t.used, color: "harbour.6" }]}
          format={(bytes) => format.bytes(bytes)}
        />
      )}
    </Panel>
  );
}
