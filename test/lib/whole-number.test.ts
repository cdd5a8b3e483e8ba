import { expect, it } from "vitest";
import { wholeNumber } from "../../worker/lib/whole-number.ts";

it.each([
  [0, 0],
  [24, 24],
  ["24", 24],
  [" 7 ", 7],
])("%j is %j", (given, number) => {
  expect(wholeNumber(given)).toBe(number);
});

it.each([null, undefined, "", " ", [], [3], {}, true, false, -1, "-1", 1.5, "1.5", "1e3", "0x10", Number.NaN, 2 ** 60])(
  "%j is none",
  (given) => {
    expect(wholeNumber(given)).toBeNull();
  },
);
