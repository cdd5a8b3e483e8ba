import "@mantine/charts/styles.layer.css";
import { BarChart, LineChart } from "@mantine/charts";
import type { ChartProps } from "./chart.tsx";

const rowPx = 34;

/** Loaded by `Chart` alone. */
export function ChartDrawing({ kind, data, series, format, height = 240 }: ChartProps) {
  const shared = {
    data: data.map((row) => ({ ...row })),
    dataKey: "name",
    series: [...series],
    valueFormatter: format,
    withLegend: series.length > 1,
    gridAxis: "x" as const,
    tickLine: "none" as const,
  };
  if (kind === "lines") {
    return <LineChart {...shared} h={height} curveType="monotone" withDots={data.length < 15} strokeWidth={2} lineChartProps={quiet} />;
  }
  if (kind === "bars")
    return <BarChart {...shared} yAxisProps={{ width: 76 }} h={height} maxBarWidth={28} barProps={barProps} barChartProps={quiet} />;
  return (
    <BarChart
      {...shared}
      orientation="vertical"
      gridAxis="none"
      h={Math.max(data.length * rowPx + 30, 100)}
      maxBarWidth={18}
      barProps={barProps}
      barChartProps={quiet}
      yAxisProps={{ width: 110, tickFormatter: shortened }}
      xAxisProps={{ tickCount: 4 }}
    />
  );
}

/** What it says stands in the table: there is nothing to walk through with the keyboard. */
const quiet = { accessibilityLayer: false } as const;
const barProps = { radius: 3, isAnimationActive: false } as const;

function shortened(name: unknown): string {
  const text = String(name);
  return text.length > 15 ? `${text.slice(0, 14)}…` : text;
}
