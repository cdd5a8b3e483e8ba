/** Numbers, sizes and times as people of a language write them. */
export interface Format {
  number(value: number): string;
  /** @param fraction 0 to 1 */
  percent(fraction: number): string;
  /** In units of 1024, as Harbor shows them: `1.5 MiB`. -1, Harbor's "no limit", is for the caller. */
  bytes(value: number): string;
  /** @param time as the API writes it */
  dateTime(time: string): string;
  date(time: string): string;
  /** `3 minutes ago`, `in 2 days`. */
  since(time: string, nowMs?: number): string;
  /** `1 h 5 min`, `12 s`. */
  duration(seconds: number): string;
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const spans = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

export function makeFormat(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    bytes(value) {
      const power = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), byteUnits.length - 1);
      const scaled = value / 1024 ** power;
      // 1023 of a unit is not 1.02 thousand of it.
      return `${scaled >= 1000 ? number.format(Math.round(scaled)) : short.format(scaled)} ${byteUnits[power]}`;
    },
    dateTime: (time) => formatted(dateTime, time),
    date: (time) => formatted(date, time),
    since(time, nowMs = Date.now()) {
      const seconds = (Date.parse(time) - nowMs) / 1000;
      if (Number.isNaN(seconds)) return "–";
      const [unit, length] = spans.find(([, span]) => Math.abs(seconds) >= span) ?? spans[5];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    duration(seconds) {
      const whole = Math.round(seconds);
      const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
      if (hours > 0) return `${number.format(hours)} h ${minutes} min`;
      return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
    },
  };
}

/** Harbor writes the year 1 where nothing has happened yet. */
function formatted(format: Intl.DateTimeFormat, time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1971 ? "–" : format.format(at);
}
