import { describe, expect, it } from "vitest";
import { filtersOf, type StoredFilter } from "../../../worker/domain/replication/policy.ts";
import {
  destinationOf,
  massDeletion,
  nameFilterOf,
  needsDetails,
  selectsRepositoryName,
  selectsTag,
} from "../../../worker/domain/replication/select.ts";
import type { SourceTag } from "../../../worker/domain/replication/sides.ts";

const filters = (...stored: StoredFilter[]) => filtersOf({ filters: JSON.stringify(stored) });
const tag = (name: string, more: Partial<SourceTag> = {}): SourceTag => ({ name, type: "IMAGE", labels: [], ...more });

describe("the name filter", () => {
  it.each([
    ["", "any/thing", true],
    ["library/**", "library/app", true],
    ["library/**", "library/team/app", true],
    ["library/*", "library/app", true],
    ["library/*", "library/team/app", false],
    ["library/ap?", "library/app", true],
    ["{library,base}/app", "base/app", true],
    ["{library,base}/app", "other/app", false],
    ["library/[a-c]*", "library/base", true],
    ["library/[^a-c]*", "library/base", false],
    ["library/app", "library/app2", false],
    ["app", "library/app", false],
  ])("%s of %s: %s", (value, repository, selects) => {
    expect(selectsRepositoryName(filters({ type: "name", value }), repository)).toBe(selects);
  });

  it("is what a source is asked for, and of two both must fit", () => {
    expect(nameFilterOf(filters({ type: "tag", value: "v*" }))).toBe("");
    expect(nameFilterOf(filters({ type: "name", value: "a/**" }))).toBe("a/**");
    const both = filters({ type: "name", value: "a/**" }, { type: "name", value: "**/b" });
    expect(["a/b", "a/c", "c/b"].map((name) => selectsRepositoryName(both, name))).toEqual([true, false, false]);
  });
});

describe("the filters of tags", () => {
  const rows: [string, StoredFilter, SourceTag, boolean][] = [
    ["a pattern matches", { type: "tag", value: "v1.*" }, tag("v1.2"), true],
    ["a pattern does not match", { type: "tag", value: "v1.*" }, tag("v2.0"), false],
    ["what is excluded", { type: "tag", value: "dev-*", decoration: "excludes" }, tag("dev-1"), false],
    ["what is not excluded", { type: "tag", value: "dev-*", decoration: "excludes" }, tag("v1"), true],
    ["a label it has", { type: "label", value: ["stable"] }, tag("v1", { labels: ["stable", "x"] }), true],
    ["one of two labels", { type: "label", value: ["stable", "signed"] }, tag("v1", { labels: ["stable"] }), false],
    ["no label asked for", { type: "label", value: [] }, tag("v1"), true],
    ["all excluded labels", { type: "label", value: ["a", "b"], decoration: "excludes" }, tag("v1", { labels: ["a", "b"] }), false],
    ["one of the excluded labels", { type: "label", value: ["a", "b"], decoration: "excludes" }, tag("v1", { labels: ["a"] }), true],
    ["labels that nobody knows", { type: "label", value: ["stable"] }, tag("v1", { labels: null }), false],
    ["an image", { type: "resource", value: "image" }, tag("v1"), true],
    ["a chart as an image", { type: "resource", value: "image" }, tag("v1", { type: "CHART" }), false],
    ["a chart as an artifact", { type: "resource", value: "artifact" }, tag("v1", { type: "CHART" }), true],
    ["a type that nobody knows", { type: "resource", value: "image" }, tag("v1", { type: null }), true],
  ];

  it.each(rows)("%s", (_name, filter, candidate, selects) => {
    expect(selectsTag(filters(filter), candidate)).toBe(selects);
  });

  it("all must let a tag through", () => {
    const all = filters({ type: "tag", value: "v*" }, { type: "label", value: ["stable"] });
    expect(selectsTag(all, tag("v1", { labels: ["stable"] }))).toBe(true);
    expect(selectsTag(all, tag("w1", { labels: ["stable"] }))).toBe(false);
    expect(selectsTag(all, tag("v1"))).toBe(false);
  });

  it("types and labels are looked at only when they are asked for", () => {
    expect(needsDetails(filters({ type: "tag", value: "v*" }, { type: "resource", value: "artifact" }, { type: "label", value: [] }))).toBe(
      false,
    );
    expect(needsDetails(filters({ type: "resource", value: "image" }))).toBe(true);
    expect(needsDetails(filters({ type: "label", value: ["stable"] }))).toBe(true);
  });
});

describe("where a repository goes", () => {
  it.each([
    // No namespace: where it was.
    ["", -1, "a/b/c", "a/b/c"],
    ["", 2, "a/b/c", "a/b/c"],
    // Harbor's older rule: all before the last component goes.
    ["n", -1, "a/b/c", "n/c"],
    ["n/m", -1, "a/b/c", "n/m/c"],
    ["n", -1, "c", "n/c"],
    // In front.
    ["n", 0, "a/b/c", "n/a/b/c"],
    // So many of the first are replaced.
    ["n", 1, "a/b/c", "n/b/c"],
    ["n", 2, "a/b/c/d", "n/c/d"],
    ["n", 2, "a/b/c", "n/c"],
    // The last one stays, whatever was asked.
    ["n", 3, "a/b/c", "n/c"],
    ["n", 127, "a/b", "n/b"],
  ])("namespace %j, count %i: %s → %s", (namespace, count, repository, destination) => {
    expect(destinationOf(repository, { namespace, count })).toBe(destination);
  });
});

describe("the guard of mass deletion", () => {
  it.each([
    [0, 0, false],
    [10, 10, false],
    [11, 11, true],
    [11, 55, false],
    [11, 54, true],
    [200, 1000, false],
    [201, 1000, true],
  ])("%i of %i: refused %s", (deletions, inScope, isRefused) => {
    const refusal = massDeletion({ deletions, inScope, isAllowed: false });
    expect(refusal !== null).toBe(isRefused);
    if (isRefused) expect(refusal).toContain(`${deletions} of ${inScope} tags`);
    expect(massDeletion({ deletions, inScope, isAllowed: true })).toBeNull();
  });
});
