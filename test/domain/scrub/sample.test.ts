import fc from "fast-check";
import { expect, it } from "vitest";
import { isSampled } from "../../../worker/domain/scrub/sample.ts";

const hundred = (from: number) => Array.from({ length: 100 }, (_, i) => from + i);

it("in a hundred runs in a row every blob is read as often as the percentage says", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 0, max: 100 }), (blob, run, percent) => {
      expect(hundred(run).filter((one) => isSampled(blob, one, percent))).toHaveLength(percent);
    }),
  );
});

it("one run reads so many percent of neighbouring blobs", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 0, max: 100 }), (blob, run, percent) => {
      expect(hundred(blob).filter((one) => isSampled(one, run, percent))).toHaveLength(percent);
    }),
  );
});
