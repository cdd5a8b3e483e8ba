import { Select, type SelectProps } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { type AuditFilter, spans } from "./audit-search.ts";

const DayRange = lazy(() => import("./day-range.tsx"));

type Range = Pick<AuditFilter, "since" | "from" | "to">;

interface TimeRangeProps {
  readonly value: Range;
  readonly onChange: (range: Range) => void;
  readonly width: SelectProps["w"];
}

/** The last hours or days, or days by the calendar, which is loaded when it is wanted. */
export function TimeRange({ value, onChange, width }: TimeRangeProps) {
  const t = useTexts(texts);
  const [isByDay, setByDay] = useState(value.from !== undefined);
  const choice = isByDay ? "days" : (value.since ?? "any");
  const choose = (next: string | null) => {
    setByDay(next === "days");
    if (next === "days") return;
    const since = Object.keys(spans).find((span) => span === next) as Range["since"];
    onChange({ since, from: undefined, to: undefined });
  };
  return (
    <>
      <Select
        label={t.time}
        data={[
          { value: "any", label: t.anyTime },
          ...Object.keys(spans).map((span) => ({ value: span, label: t.spans[span as keyof typeof spans] })),
          { value: "days", label: t.byDay },
        ]}
        value={choice}
        onChange={choose}
        allowDeselect={false}
        withCheckIcon={false}
        w={width}
      />
      {isByDay && (
        <Suspense fallback={null}>
          <DayRange from={value.from ?? null} to={value.to ?? null} onChange={(from, to) => onChange({ since: undefined, from, to })} />
        </Suspense>
      )}
    </>
  );
}
