import { Paper, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { statisticsQuery } from "../../api/statistics.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { statistics } from "../../i18n/texts/statistics.ts";

export function Totals() {
  const t = useTexts(statistics);
  const format = useFormat();
  const { data, error, refetch } = useQuery(statisticsQuery);
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  const number = (value: number | undefined) => format.number(value ?? 0);
  const split = (open: number | undefined, closed: number | undefined) => t.ofThem(number(open), number(closed));
  const tiles = data && [
    {
      name: t.projects,
      value: number(data.total_project_count),
      more: split(data.public_project_count, data.private_project_count),
    },
    { name: t.repositories, value: number(data.total_repo_count), more: split(data.public_repo_count, data.private_repo_count) },
    { name: t.storage, value: format.bytes(data.total_storage_consumption ?? 0), more: t.storageHelp },
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="lg">
      {tiles?.map(({ name, value, more }) => (
        <Paper key={name} component="section" withBorder radius="md" p={{ base: "md", sm: "lg" }}>
          <Title order={2} fz="sm" fw={550} c="dimmed">
            {name}
          </Title>
          <Text fz={30} fw={700} lh={1.3}>
            {value}
          </Text>
          <Text size="sm" c="dimmed">
            {more}
          </Text>
        </Paper>
      )) ?? [1, 2, 3].map((tile) => <Skeleton key={tile} h={126} />)}
    </SimpleGrid>
  );
}
