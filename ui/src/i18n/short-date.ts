/** `Nov 25`, for the axis of a chart. @param time a day in UTC, or a moment */
export function shortDate(language: string, time: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(time);
  return new Intl.DateTimeFormat(language, { month: "short", day: "numeric", ...(isDay ? { timeZone: "UTC" } : {}) }).format(
    new Date(time),
  );
}
