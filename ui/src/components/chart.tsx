import { Skeleton, Stack, Table, Text } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { useTexts } from "../i18n/language.tsx";
import { charts } from "../i18n/texts/charts.ts";

interface ChartSeries {
  /** Key in the data. */
  readonly name: string;
  readonly label: string;
  /** Of the theme; each must stand out in light and dark. */
  readonly color: string;
  /** Of a line: tells it from others without its colour. */
  readonly strokeDasharray?: string;
}

export interface ChartProps {
  readonly kind: "bars" | "rows" | "lines";
  /** What it shows, for who does not see it; the numbers are in the table. */
  readonly label: string;
  /** Heading of the first column. */
  readonly of: string;
  /** `name`: what the numbers belong to. */
  readonly data: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  readonly height?: number;
}

type ChartRow = Readonly<Record<string, number | string>> & { readonly name: string };

const Drawing = lazy(async () => ({ default: (await import("./chart-drawing.tsx")).ChartDrawing }));

/** A chart, and under it the same as a table. Its program comes when it is wanted. */
export function Chart(props: ChartProps) {
  const t = useTexts(charts);
  const { label, data, height = 240 } = props;
  return (
    <Stack gap="xs">
      <div role="img" aria-label={t.pictureOf(label)}>
        <Suspense fallback={<Skeleton h={height} />}>
          <Drawing {...props} height={height} />
        </Suspense>
      </div>
      {data.length > 0 && (
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>
            {t.asTable}
          </Text>
          <Numbers {...props} />
        </details>
      )}
    </Stack>
  );
}

function Numbers({ label, of, data, series, format }: ChartProps): ReactNode {
  return (
    <Table.ScrollContainer
      minWidth={260}
      mah={320}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": label } }}
    >
      <Table aria-label={label} withTableBorder={false} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{of}</Table.Th>
            {series.map(({ name, label: text }) => (
              <Table.Th key={name} ta="right">
                {text}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((row, index) => (
            // Two runs may have ended on the same day.
            // oxlint-disable-next-line react/no-array-index-key -- the rows have no other identity and never move
            <Table.Tr key={index}>
              <Table.Th scope="row" fw={400}>
                {row.name}
              </Table.Th>
              {series.map(({ name }) => (
                <Table.Td key={name} ta="right">
                  {format(Number(row[name] ?? 0))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
