import { describe, expect, it } from "vitest";
import { compileGlob } from "../../worker/lib/glob.ts";

describe("a pattern of Harbor's selectors", () => {
  it.each([
    ["**", "team/app", true],
    ["*", "team/app", false],
    ["*", "app", true],
    ["team/*", "team/app", true],
    ["team/*", "team/a/b", false],
    ["team/**", "team/a/b", true],
    ["**/app", "app", true],
    ["v?.[0-9]*", "v1.20", true],
    ["v?.[^0-9]*", "v1.20", false],
    ["{dev,test}-*", "test-1", true],
    ["{dev,test}-*", "prod-1", false],
    [String.raw`a\*b`, "a*b", true],
    [String.raw`a\*b`, "axb", false],
    // No extended globs, no negation by a mark in front: doublestar has neither.
    ["!dev", "!dev", true],
    ["!dev", "prod", false],
    ["v1.2", "v1x2", false],
    [".*", ".hidden", true],
    ["*", ".hidden", true],
    ["", "anything", true],
  ])("%s and %s: %s", (pattern, text, fits) => {
    expect(compileGlob(pattern)?.(text)).toBe(fits);
  });

  it.each(["[a", "{a,b", "a}", "a\\", "[]", "[^]", "{a,{b}"])("%s does not parse", (pattern) => {
    expect(compileGlob(pattern)).toBeNull();
  });
});
