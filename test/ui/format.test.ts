import { expect, it } from "vitest";
import { makeFormat } from "../../ui/src/i18n/format.ts";

const en = makeFormat("en");
const de = makeFormat("de");

it.each([
  [0, "0 B", "0 B"],
  [1, "1 B", "1 B"],
  [1023, "1,023 B", "1.023 B"],
  [1024, "1 KiB", "1 KiB"],
  [1536, "1.5 KiB", "1,5 KiB"],
  [12_345_678, "11.8 MiB", "11,8 MiB"],
  [1_073_741_824, "1 GiB", "1 GiB"],
  [1_098_437_885_952, "1,023 GiB", "1.023 GiB"],
  [2 ** 62, "4,096 PiB", "4.096 PiB"],
])("%d bytes", (value, english, german) => {
  expect([en.bytes(value), de.bytes(value)]).toEqual([english, german]);
});

const now = Date.parse("2026-11-20T12:00:00Z");

it.each([
  ["2026-11-20T12:00:00Z", "now", "jetzt"],
  ["2026-11-20T11:59:01Z", "59 seconds ago", "vor 59 Sekunden"],
  ["2026-11-20T11:57:00Z", "3 minutes ago", "vor 3 Minuten"],
  ["2026-11-20T10:01:00Z", "1 hour ago", "vor 1 Stunde"],
  ["2026-11-19T12:00:00Z", "yesterday", "gestern"],
  ["2026-11-22T12:00:00Z", "in 2 days", "übermorgen"],
  ["2025-11-01T12:00:00Z", "last year", "letztes Jahr"],
  ["nonsense", "–", "–"],
])("since %s", (time, english, german) => {
  expect([en.since(time, now), de.since(time, now)]).toEqual([english, german]);
});

it("a time that Harbor writes as the year 1 has not been", () => {
  expect([en.dateTime("0001-01-01T00:00:00.000Z"), en.date("0001-01-01T00:00:00.000Z")]).toEqual(["–", "–"]);
  expect(en.date("2026-11-20T12:00:00Z")).toBe("Nov 20, 2026");
  expect(de.date("2026-11-20T12:00:00Z")).toBe("20.11.2026");
});

it.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [60, "1 min 0 s"],
  [119.7, "2 min 0 s"],
  [3599.6, "1 h 0 min"],
  [3900, "1 h 5 min"],
  [3_600_000, "1,000 h 0 min"],
])("%d seconds", (seconds, text) => {
  expect(en.duration(seconds)).toBe(text);
});

it("parts of a whole", () => {
  expect([en.percent(0.125), de.percent(0.125), en.percent(1)]).toEqual(["12.5%", "12,5\u00a0%", "100%"]);
});
