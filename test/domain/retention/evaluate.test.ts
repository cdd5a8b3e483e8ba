import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, evaluate, rulesFor } from "../../../worker/domain/retention/evaluate.ts";
import { type RetentionRule, readRules } from "../../../worker/domain/retention/rules.ts";

const dayMs = 86_400_000;
const now = 1000 * dayMs;

let serial = 0;
function artifact(tags: readonly string[], daysSincePush: number, more: Partial<Candidate> & { pulledDaysAgo?: number } = {}): Candidate {
  serial += 1;
  const { pulledDaysAgo, ...rest } = more;
  return {
    id: serial,
    digest: `sha256:${serial}`,
    tags,
    pushedAt: now - daysSincePush * dayMs,
    pulledAt: pulledDaysAgo === undefined ? null : now - pulledDaysAgo * dayMs,
    leaseUntil: 0,
    isChild: false,
    isImmutable: false,
    ...rest,
  };
}

type Tags = { decoration?: string; pattern: string; extras?: string };

function rules(
  ...all: { template: string; amount?: number; tags?: Tags; scope?: { decoration: string; pattern: string } }[]
): RetentionRule[] {
  return readRules(
    all.map(({ template, amount, tags = { pattern: "**" }, scope = { decoration: "repoMatches", pattern: "**" } }) => ({
      action: "retain",
      template,
      params: amount === undefined ? {} : { [template]: amount },
      tag_selectors: [{ kind: "doublestar", decoration: "matches", ...tags }],
      scope_selectors: { repository: [{ kind: "doublestar", ...scope }] },
    })),
  );
}

const kept = (all: RetentionRule[], candidates: Candidate[]) =>
  evaluate(rulesFor(all, "app"), candidates, now)
    .filter(({ isKept }) => isKept)
    .map(({ candidate }) => candidate.tags.join(","));

describe("templates", () => {
  const candidates = [
    artifact(["a"], 9, { pulledDaysAgo: 1 }),
    artifact(["b"], 5),
    artifact(["c"], 1),
    artifact(["d"], 3, { pulledDaysAgo: 8 }),
    artifact([], 2, { pulledDaysAgo: 2 }),
  ];

  it("the most recently pushed", () => {
    expect(kept(rules({ template: "latestPushedK", amount: 2, tags: { pattern: "?", extras: '{"untagged":false}' } }), candidates)).toEqual(
      ["c", "d"],
    );
  });
  it("the most recently pulled; what was never pulled comes last", () => {
    expect(kept(rules({ template: "latestPulledN", amount: 3 }), candidates)).toEqual(["a", "d", ""]);
  });
  it("pushed within days", () => {
    expect(kept(rules({ template: "nDaysSinceLastPush", amount: 3 }), candidates)).toEqual(["c", "d", ""]);
  });
  it("pulled within days, never what was not pulled", () => {
    expect(kept(rules({ template: "nDaysSinceLastPull", amount: 2 }), candidates)).toEqual(["a", ""]);
  });
  it("always", () => {
    expect(kept(rules({ template: "always", tags: { pattern: "[ab]", extras: '{"untagged":false}' } }), candidates)).toEqual(["a", "b"]);
  });
  it("none", () => {
    expect(kept(rules({ template: "latestPushedK", amount: 0 }), candidates)).toEqual([]);
  });
});

describe("selectors", () => {
  const candidates = [artifact(["v1", "latest"], 1), artifact(["dev-1"], 2), artifact([], 3)];
  const keeps = (tags: Tags) => kept(rules({ template: "always", tags }), candidates);

  it("an artifact is chosen by any of its tags, and stays with all of them", () => {
    expect(keeps({ pattern: "v*", extras: '{"untagged":false}' })).toEqual(["v1,latest"]);
  });
  it("excludes chooses what has a tag that does not fit", () => {
    expect(keeps({ decoration: "excludes", pattern: "dev-*", extras: '{"untagged":true}' })).toEqual(["v1,latest"]);
    expect(keeps({ decoration: "excludes", pattern: "v*", extras: '{"untagged":true}' })).toEqual(["v1,latest", "dev-1"]);
  });
  it("artifacts without a tag are chosen when the selector says so, or says nothing", () => {
    expect(keeps({ pattern: "v*", extras: '{"untagged":true}' })).toEqual(["v1,latest", ""]);
    expect(keeps({ pattern: "v*" })).toEqual(["v1,latest", ""]);
    expect(keeps({ decoration: "excludes", pattern: "v*", extras: '{"untagged":false}' })).toEqual(["v1,latest", "dev-1", ""]);
    expect(keeps({ decoration: "excludes", pattern: "v*" })).toEqual(["v1,latest", "dev-1", ""]);
    expect(keeps({ pattern: "v*", extras: "{}" })).toEqual(["v1,latest"]);
    expect(keeps({ decoration: "excludes", pattern: "dev-*", extras: "{}" })).toEqual(["v1,latest", ""]);
  });
  it("a repository out of every rule's scope is not touched", () => {
    const only = rules({ template: "always", scope: { decoration: "repoMatches", pattern: "team/**" } });
    expect(rulesFor(only, "team/app")).toHaveLength(1);
    expect(rulesFor(only, "app")).toHaveLength(0);
    expect(rulesFor(rules({ template: "always", scope: { decoration: "repoExcludes", pattern: "team/**" } }), "app")).toHaveLength(1);
    expect(rulesFor([{ ...(only[0] as RetentionRule), disabled: true }], "team/app")).toHaveLength(0);
  });
});

it("what is immutable, named by an index or under a lease stays, and the decision says why", () => {
  const candidates = [
    artifact(["immutable"], 9, { isImmutable: true }),
    artifact(["child"], 9, { isChild: true }),
    artifact(["leased"], 9, { leaseUntil: now + 1 }),
    artifact(["gone"], 9),
  ];
  const decisions = evaluate(rulesFor(rules({ template: "latestPushedK", amount: 0 }), "app"), candidates, now);
  expect(decisions.map(({ isKept }) => isKept)).toEqual([true, true, true, false]);
  expect(decisions.map(({ reason }) => reason)).toEqual([
    "a tag is immutable",
    "an index names it",
    expect.stringMatching(/^a push may still rely on it until /),
    "no rule keeps it",
  ]);
  expect(decisions.map(({ cause }) => cause)).toEqual(["immutable", "index", "push", "none"]);
});

it("rules are joined by or, and the first that keeps an artifact is named", () => {
  const all = rules({ template: "latestPushedK", amount: 1 }, { template: "always", tags: { pattern: "keep" } });
  const decisions = evaluate(rulesFor(all, "app"), [artifact(["new"], 1), artifact(["keep"], 5), artifact(["old"], 9)], now);
  expect(decisions.map(({ reason }) => reason)).toEqual([
    "rule 1: the most recently pushed 1 artifacts",
    "rule 2: always",
    "no rule keeps it",
  ]);
});

it("a rule is called by its place in the policy, also where others do not apply", () => {
  const all = rules(
    { template: "always", scope: { decoration: "repoMatches", pattern: "team/**" } },
    { template: "latestPushedK", amount: 1 },
  );
  const [decision] = evaluate(rulesFor(all, "app"), [artifact(["new"], 1)], now);
  expect(decision).toMatchObject({ isKept: true, cause: "rule", rule: 2, reason: "rule 2: the most recently pushed 1 artifacts" });
});

it("what stays does not depend on what goes: evaluated again without it, the same artifacts stay", () => {
  const candidate = fc.record({
    days: fc.integer({ min: 0, max: 30 }),
    pulled: fc.option(fc.integer({ min: 0, max: 30 })),
    tag: fc.constantFrom("a", "b", "v1", "v2"),
  });
  const rule = fc.record({
    template: fc.constantFrom("latestPushedK", "latestPulledN", "nDaysSinceLastPush", "nDaysSinceLastPull"),
    amount: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), rule, fc.constantFrom("**", "v*", "a"), (given, { template, amount }, pattern) => {
      const candidates = given.map(({ days, pulled, tag }) => artifact([tag], days, pulled === null ? {} : { pulledDaysAgo: pulled }));
      const all = rules({ template, amount, tags: { pattern } });
      const first = evaluate(rulesFor(all, "app"), candidates, now)
        .filter(({ isKept }) => isKept)
        .map(({ candidate: { id } }) => id);
      const left = candidates.filter(({ id }) => first.includes(id));
      expect(evaluate(rulesFor(all, "app"), left, now).every(({ isKept }) => isKept)).toBe(true);
    }),
  );
});

describe("rules that are none", () => {
  const selectors = {
    tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "**" }],
    scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
  };
  const push = { template: "latestPushedK", params: { latestPushedK: 3 }, ...selectors };
  it.each([
    ["a template of another name", { ...push, template: "newest" }, /template must be one of/],
    ["a number below zero", { ...push, params: { latestPushedK: -1 } }, /whole number/],
    ["a number missing", { ...push, params: {} }, /whole number/],
    ["a number that is null, which is not zero", { ...push, params: { latestPushedK: null } }, /whole number/],
    ["a number that is empty text", { ...push, params: { latestPushedK: "" } }, /whole number/],
    ["a number that is a list", { ...push, params: { latestPushedK: [] } }, /whole number/],
    ["a number with a fraction", { ...push, params: { latestPushedK: 1.5 } }, /whole number/],
    [
      "extras that are no object",
      { ...push, tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "a", extras: "[]" }] },
      /extras/,
    ],
    ["no tag selectors", { ...push, tag_selectors: [] }, /tag_selectors/],
    ["no scope", { ...push, scope_selectors: {} }, /scope_selectors/],
    [
      "a pattern that does not parse",
      { ...push, tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "{a" }] },
      /does not parse/,
    ],
    [
      "a decoration of another kind",
      { ...push, tag_selectors: [{ kind: "doublestar", decoration: "repoMatches", pattern: "a" }] },
      /decoration/,
    ],
    ["a kind of another name", { ...push, tag_selectors: [{ kind: "regex", decoration: "matches", pattern: "a" }] }, /kind/],
    ["an action of another name", { ...push, action: "delete" }, /action/],
  ])("%s", (_, rule, message) => {
    expect(() => readRules([rule])).toThrow(message);
  });
  it("twice the same is a conflict, sixteen are too many", () => {
    expect(() => readRules([push, push])).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    expect(() =>
      readRules([
        { ...push, id: 1 },
        { ...push, id: 2 },
      ]),
    ).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    // One that is kept for later, as Harbor allows it.
    expect(readRules([push, { ...push, disabled: true }])).toHaveLength(2);
    const many = Array.from({ length: 16 }, (_, i) => ({ ...push, params: { latestPushedK: i } }));
    expect(() => readRules(many)).toThrow(/at most 15/);
  });
});
