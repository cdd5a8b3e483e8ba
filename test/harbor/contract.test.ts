import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compare, harbor, harborFile } from "./compare.ts";
import { compatibilityPage, unexplained } from "./compatibility-page.ts";

it("the table of Harbor's operations is as it was derived", () => {
  const sha256 = createHash("sha256").update(readFileSync(harborFile)).digest("hex");
  expect(sha256).toBe("1d03b18c4a75a8c0b27e380d844c88e00737dea9a495e0bbc689540c7ac8257e");
  expect(harbor.operations).toHaveLength(203);
});

it("no operation of the built tags is missing", () => {
  const compared = compare();
  expect(compared).toHaveLength(149);
  expect(compared.filter(({ state }) => state === "missing").map(({ operation }) => operation)).toEqual([]);
});

it("nothing differs from Harbor's document without a reason", () => {
  expect(unexplained()).toEqual([]);
});

it("docs/harbor-compat.md is as the code is", async () => {
  await expect(compatibilityPage()).toMatchFileSnapshot("../../docs/harbor-compat.md");
});
