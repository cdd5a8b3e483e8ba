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
    ["a/**/b", "a/b", true],
    ["a/**/b", "a/x/y/b", true],
    ["a/**", "a", false],
    ["**/b", "a/xb", false],
    ["a**", "ax", true],
    ["a**", "a/x", false],
    ["a**/b", "ax/b", true],
    ["a**/b", "ax/y/b", false],
    ["{team/**,app}", "team/a/b", true],
    ["{team/**,app}", "team", false],
    ["{a,b{c,d}}-x", "bd-x", true],
    ["{,v}1", "1", true],
    ["{v1}", "v1", true],
    ["{1..3}", "2", false],
    ["{a,1..3}", "1..3", true],
    ["{a,1..3}", "2", false],
    ["[[:alpha:]]", "b", false],
    ["[!a]", "b", true],
    ["a,b", "a,b", true],
    [String.raw`\d`, "d", true],
    [String.raw`\d`, "5", false],
    [String.raw`[\d]`, "5", false],
    [String.raw`[\]]`, "]", true],
    ["[a-]", "-", true],
    ["[^a]b", "/b", false],
    ["a+(b|c)$", "a+(b|c)$", true],
    ["v?", "vé", true],
    ["v?", "v😀", true],
  ])("%s and %s: %s", (pattern, text, fits) => {
    expect(compileGlob(pattern)?.(text)).toBe(fits);
  });

  it.each(["[a", "{a,b", "a}", "a\\", "[]", "[^]", "{a,{b}"])("%s does not parse", (pattern) => {
    expect(compileGlob(pattern)).toBeNull();
  });

  it.each([`${"*a".repeat(500)}b`, `${"**/".repeat(300)}b`, `${"{a,aa,*}".repeat(120)}b`, `${"{".repeat(200)}*${",*}".repeat(200)}b`])(
    "%.12s…: what nothing fits is found out at once, however many ways there are to try",
    (pattern) => {
      const fits = compileGlob(pattern);
      expect(fits?.("a".repeat(128))).toBe(false);
      expect(fits?.("a/".repeat(100))).toBe(false);
    },
  );
});
