import "@mantine/dates/styles.layer.css";
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import dayjs from "dayjs";
// oxlint-disable-next-line import/no-unassigned-import -- it adds its language to dayjs
import "dayjs/locale/de";
import { useState } from "react";
import { useLanguage, useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";

interface DayRangeProps {
  readonly from: string | null;
  readonly to: string | null;
  /** Called when both days are chosen. */
  readonly onChange: (from: string, to: string) => void;
}

/** Two days of the calendar. The default export, since it is loaded when it is wanted. */
export default function DayRange({ from, to, onChange }: DayRangeProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [days, setDays] = useState<[string | null, string | null]>([from, to]);
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: language === "de" ? 1 : 0, weekendDays: [] }}>
      <DatePickerInput
        type="range"
        allowSingleDateInRange
        label={t.days}
        placeholder={t.daysHelp}
        value={days}
        onChange={(next) => {
          setDays(next);
          if (next[0] && next[1]) onChange(next[0], next[1]);
        }}
        maxDate={dayjs().format("YYYY-MM-DD")}
        valueFormat={language === "de" ? "D. MMM YYYY" : "MMM D, YYYY"}
        w={{ base: "100%", xs: 260 }}
      />
    </DatesProvider>
  );
}
