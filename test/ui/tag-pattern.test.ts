import { expect, it } from "vitest";
import { patternOf } from "../../ui/src/features/tags/mutations.ts";
import { platformsOf } from "../../ui/src/features/repositories/platforms.ts";
import { compileGlob } from "../../worker/lib/glob.ts";

it.each([
  [["1.0"], ["1x0", "1.0.0", ""]],
  [
    ["1.0", "2.0"],
    ["1x0", "1.0,2.0", "1.0-2.0"],
  ],
  [["1..3"], ["1", "2", "3"]],
  [
    ["1..3", "a"],
    ["1", "2", "3"],
  ],
  [
    ["v1.0.0-rc.1", "_build-7", "latest"],
    ["v1.0.0-rc11", "latest-1", "build-7"],
  ],
  [Array.from({ length: 100 }, (_, i) => `build-${i}-${"x".repeat(110)}`), ["build-1"]],
])("the pattern of %j fits those tags alone", (tags, others) => {
  const fits = compileGlob(patternOf(tags)) ?? (() => null);
  expect(tags.filter((tag) => fits(tag) === true)).toEqual(tags);
  expect(others.filter((tag) => fits(tag) !== false)).toEqual([]);
});

it("an index has the platforms that it names, once each, and none for what nothing runs on", () => {
  const named = (platform: object) => ({ parent_id: 1, child_id: 2, child_digest: "sha256:a", platform });
  const references = [
    named({ os: "linux", architecture: "amd64" }),
    named({ os: "linux", architecture: "arm", variant: "v7" }),
    named({ os: "linux", architecture: "amd64" }),
    named({ os: "unknown", architecture: "unknown" }),
  ];
  expect(platformsOf({ references, extra_attrs: {} })).toEqual(["linux/amd64", "linux/arm/v7"]);
  expect(platformsOf({ extra_attrs: { os: "windows", architecture: "amd64" } })).toEqual(["windows/amd64"]);
  expect(platformsOf({ extra_attrs: {} })).toEqual([]);
});
