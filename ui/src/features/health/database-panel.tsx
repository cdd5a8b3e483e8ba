import { Alert, Progress, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { health } from "../../i18n/texts/health.ts";
import { databaseQuery } from "./queries.ts";

const almostFull = 0.8;

/** How full D1 is, and of what. */
export function DatabasePanel() {
  const t = useTexts(health);
  const format = useFormat();
  const { data, error, refetch } = useQuery(databaseQuery);
  return (
    <Panel title={t.database} description={t.databaseHelp}>
      {error && !data && <ErrorMessage error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={240} />}
      {data && (
        <>
          <Size used={data.size_bytes} max={data.size_bytes_max} />
          <details>
            <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>
              {t.rows}
            </Text>
            <Table verticalSpacing={4} aria-label={t.rows}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t.table}</Table.Th>
                  <Table.Th ta="right">{t.rows}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {Object.entries(data.rows)
                  .toSorted(([, a], [, b]) => b - a)
                  .map(([table, rows]) => (
                    <Table.Tr key={table}>
                      <Table.Th scope="row" fw={400} className="code">
                        {table}
                      </Table.Th>
                      <Table.Td ta="right">{format.number(rows)}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </details>
        </>
      )}
    </Panel>
  );
}

function Size({ used, max }: { readonly used: number | null; readonly max: number }) {
  const t = useTexts(health);
  const format = useFormat();
  if (used === null) return <Text size="sm">{t.databaseUnknown}</Text>;
  const text = t.databaseFull(format.bytes(used), `${format.number(max / 1e9)} GB`, format.percent(used / max));
  const isAlmostFull = used / max > almostFull;
  return (
    <Stack gap={6}>
      <Text fw={550}>{text}</Text>
      <Progress.Root size="lg">
        <Progress.Section value={Math.max((used / max) * 100, 0.5)} color={isAlmostFull ? "red" : "harbour"} aria-label={text} />
      </Progress.Root>
      {isAlmostFull && <Alert color="red">{t.almostFull}</Alert>}
    </Stack>
  );
}
