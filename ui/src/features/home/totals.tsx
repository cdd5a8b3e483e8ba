import { Paper, SimpleGrid, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { statisticsQuery } from "../../api/statistics.ts";
import { useCurrentUser } from "../../api/session.ts";
import type { Statistic } from "../../api/types.ts";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { home } from "../../i18n/texts/home.ts";

/** What there is on the site, as far as the person may see it. */
export function Totals() {
  const t = useTexts(home);
  const format = useFormat();
  const user = useCurrentUser();
  const { data, error } = useQuery(statisticsQuery);
  // A number that cannot be had is no reason to alarm anybody here.
  if (error) return null;
  const totals = [
    { label: t.projects, value: data && format.number(countOf(data, "project")) },
    { label: t.repositoriesTotal, value: data && format.number(countOf(data, "repo")) },
    // How much is stored only system administrators learn.
    ...(user?.sysadmin_flag ? [{ label: t.storage, value: data && format.bytes(data.total_storage_consumption ?? 0) }] : []),
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: totals.length }} spacing="md">
      {totals.map(({ label, value }) => (
        <Paper key={label} withBorder p="md">
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          {value === undefined ? (
            <Skeleton h={31} w={90} />
          ) : (
            <Text fz={22} fw={650} lh="31px" style={{ fontVariantNumeric: "tabular-nums" }}>
              {value}
            </Text>
          )}
        </Paper>
      ))}
    </SimpleGrid>
  );
}

/** The site tells its totals to system administrators alone; of the others, each is told what they may see. */
function countOf(statistic: Statistic, of: "project" | "repo"): number {
  return statistic[`total_${of}_count`] ?? (statistic[`public_${of}_count`] ?? 0) + (statistic[`private_${of}_count`] ?? 0);
}
