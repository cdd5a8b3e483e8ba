import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { RetentionMetadata, RetentionPolicy } from "../../ui/src/api/types.ts";
import { areRulesValid, type Draft, draftOf, isSame, newRule, policyOf, twins } from "../../ui/src/features/retention/draft.ts";
import { RuleBuilder } from "../../ui/src/features/retention/rule-builder.tsx";
import { ruleSentence } from "../../ui/src/features/retention/rule-sentence.ts";
import { patternProblem, selectionOf, selectorsOf } from "../../ui/src/features/selectors/selectors.ts";
import { plain } from "../../ui/src/features/selectors/sentence.tsx";
import { retention } from "../../ui/src/i18n/texts/retention.ts";
import { selectors } from "../../ui/src/i18n/texts/selectors.ts";
import { show } from "./support/show.tsx";

/** Of a list that unfolds: jsdom does not see it unfold. */
const option = (name: string) => screen.findByRole("option", { name, hidden: true });

const template = (name: string, unit: string | null) => ({
  rule_template: name,
  display_text: name,
  action: "retain",
  params: unit === null ? [] : [{ type: "int", unit, required: true }],
});
const metadata: RetentionMetadata = {
  templates: [template("latestPushedK", "COUNT"), template("nDaysSinceLastPull", "DAYS"), template("always", null)],
  scope_selectors: [],
  tag_selectors: [],
};
const takesAmount = (name: string) => name !== "always";

const selector = (decoration: string, pattern: string, extras?: string) => ({
  kind: "doublestar",
  decoration,
  pattern,
  ...(extras === undefined ? {} : { extras }),
});
const policy: RetentionPolicy = {
  algorithm: "or",
  scope: { level: "project", ref: 7 },
  trigger: { kind: "Schedule", settings: { cron: "0 0 3 * * *" } },
  rules: [
    {
      action: "retain",
      disabled: false,
      template: "latestPushedK",
      params: { latestPushedK: 10 },
      scope_selectors: { repository: [selector("repoMatches", "team/**"), selector("repoExcludes", "team/old")] },
      tag_selectors: [selector("matches", "v*", '{"untagged":true}')],
    },
    {
      action: "retain",
      disabled: true,
      template: "always",
      params: {},
      scope_selectors: { repository: [selector("repoMatches", "**")] },
      tag_selectors: [selector("excludes", "dev-*", '{"untagged":true}')],
    },
  ],
};

describe("a draft", () => {
  it("says to the API what the API said", () => {
    expect(policyOf(draftOf(policy), 7)).toEqual(policy);
    expect(isSame(draftOf(policy), draftOf(policy))).toBe(true);
    expect(policyOf(draftOf(null), 7).rules).toEqual([]);
  });

  it.each([
    [[selector("matches", "v*")], true],
    [[selector("matches", "v*", "")], true],
    [[selector("matches", "v*", '{"untagged":true}')], true],
    [[selector("matches", "v*", '{"untagged":false}')], false],
    [[selector("matches", "v*", "not json")], false],
    // One that excludes takes in what it does not name.
    [[selector("excludes", "v*", '{"untagged":false}')], true],
    [[selector("excludes", "v*", '{"untagged":true}')], false],
    [[selector("matches", "v*", '{"untagged":true}'), selector("matches", "*", '{"untagged":false}')], false],
  ])("of %j artifacts without a tag count: %s", (tags, withUntagged) => {
    const selection = selectionOf({ scope_selectors: { repository: [selector("repoMatches", "**")] }, tag_selectors: tags });
    expect(selection.withUntagged).toBe(withUntagged);
    expect(selectionOf(selectorsOf(selection)).withUntagged).toBe(withUntagged);
  });

  it.each([
    ["v*", null],
    ["{a,b{1,2}}", null],
    ["[a-z]*", null],
    ["[^]]", "unclosed"],
    [String.raw`\{a`, null],
    ["", "empty"],
    ["  ", "empty"],
    ["{a", "unclosed"],
    ["a}", "unclosed"],
    ["[a", "unclosed"],
    ["[]", "unclosed"],
    ["a\\", "unclosed"],
    ["x".repeat(1025), "long"],
  ])("the pattern %j has the problem %j", (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });

  it("is not whole while a number or a pattern is missing, or two rules say the same", () => {
    const rule = newRule();
    const valid = (...rules: Draft["rules"]) => areRulesValid({ rules, cron: "" }, takesAmount);
    expect(valid(rule)).toBe(true);
    expect(valid({ ...rule, amount: "" })).toBe(false);
    expect(valid({ ...rule, amount: 1.5 })).toBe(false);
    expect(valid({ ...rule, template: "always", amount: "" })).toBe(true);
    expect(valid({ ...rule, selection: { ...rule.selection, tags: [{ isMatch: true, pattern: "" }] } })).toBe(false);
    expect(twins({ rules: [rule, { ...rule, amount: 3 }, { ...rule }], cron: "" })).toEqual([1, 3]);
    expect(twins({ rules: [rule, { ...rule, isDisabled: true }], cron: "" })).toBeNull();
  });
});

it.each([
  [
    "en",
    "For repositories matching team/** and not matching team/old, keep the 10 most recently pushed artifacts with a tag matching v* or without a tag.",
  ],
  [
    "de",
    "In Repositories passend zu team/** und nicht passend zu team/old die 10 zuletzt gepushten Artefakte mit einem Tag passend zu v* oder ohne Tag behalten.",
  ],
] as const)("a rule is a sentence: %s", (language, sentence) => {
  const [rule = newRule()] = draftOf(policy).rules;
  expect(plain(ruleSentence(rule, retention[language], selectors[language]))).toBe(sentence);
});

function Builder({ initial, onSee }: { readonly initial: Draft; readonly onSee: (draft: Draft) => void }) {
  const [draft, setDraft] = useState(initial);
  onSee(draft);
  return (
    <RuleBuilder
      draft={draft}
      metadata={metadata}
      takesAmount={takesAmount}
      mayChange
      onChange={(rules) => setDraft({ ...draft, rules })}
    />
  );
}

async function build(initial: Draft) {
  let last = initial;
  const shown = await show(<Builder initial={initial} onSee={(draft) => (last = draft)} />);
  const choose = async (item: string, of: string) => {
    await shown.user.click(screen.getByRole("button", { name: `Actions for ${of}` }));
    await shown.user.click(await screen.findByRole("menuitem", { name: item, hidden: true }));
  };
  return { ...shown, choose, rules: () => policyOf(last, 7).rules ?? [] };
}

it("the first rule is added, its parts change its sentence at once, and the keyboard goes on in it", async () => {
  const { user, rules } = await build({ rules: [], cron: "" });
  await user.click(screen.getByRole("button", { name: "Add a rule" }));
  const rule = screen.getByRole("listitem", { name: "Rule 1" });
  expect(rule.textContent).toContain("For all repositories, keep the 10 most recently pushed artifacts with any tag.");
  expect(document.activeElement).toBe(within(rule).getByRole("combobox", { name: "Keep" }));
  const pattern = within(rule).getByRole("textbox", { name: "Tags, line 1: pattern" });
  await user.clear(pattern);
  expect(within(rule).getByText("A pattern is needed")).toBeTruthy();
  expect(within(rule).getByText("Not finished")).toBeTruthy();
  await user.type(pattern, "v*");
  await user.clear(within(rule).getByRole("textbox", { name: "How many" }));
  await user.type(within(rule).getByRole("textbox", { name: "How many" }), "1");
  await user.click(within(rule).getByRole("checkbox", { name: "Also artifacts without a tag" }));
  expect(plain(rule.textContent)).toContain(
    "For all repositories, keep the most recently pushed artifact with a tag matching v* or without a tag.",
  );
  expect(within(rule).queryByText("Not finished")).toBeNull();
  expect(rules()).toEqual([
    {
      action: "retain",
      disabled: false,
      template: "latestPushedK",
      params: { latestPushedK: 1 },
      scope_selectors: { repository: [selector("repoMatches", "**")] },
      tag_selectors: [selector("matches", "v*", '{"untagged":true}')],
    },
  ]);
});

it("a template without a number asks for none, and a further line excludes", async () => {
  const { user, rules } = await build({ rules: [newRule()], cron: "" });
  await user.click(screen.getByRole("button", { name: "Edit: Rule 1" }));
  await user.click(screen.getByRole("combobox", { name: "Keep" }));
  await user.click(await option("All"));
  expect(screen.queryByRole("textbox", { name: "How many" })).toBeNull();
  await user.click(screen.getAllByRole("button", { name: "Another line" })[0] as HTMLElement);
  await user.type(screen.getByRole("textbox", { name: "Repositories, line 2: pattern" }), "old/**");
  expect(rules()[0]).toMatchObject({
    template: "always",
    params: {},
    scope_selectors: { repository: [selector("repoMatches", "**"), selector("repoExcludes", "old/**")] },
  });
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit: Rule 1" }));
});

it("rules are turned off, moved and deleted", async () => {
  const { choose, rules } = await build(draftOf(policy));
  const order = () => rules().map(({ template: name, disabled }) => [name, disabled]);
  expect(order()).toEqual([
    ["latestPushedK", false],
    ["always", true],
  ]);
  await choose("Turn on", "rule 2");
  await choose("Move up", "rule 2");
  expect(order()).toEqual([
    ["always", false],
    ["latestPushedK", false],
  ]);
  await choose("Turn off", "rule 1");
  expect(within(screen.getByRole("listitem", { name: "Rule 1" })).getByText("Off")).toBeTruthy();
  await choose("Delete", "rule 1");
  expect(order()).toEqual([["latestPushedK", false]]);
});

it("two rules that say the same are named", async () => {
  await build({ rules: [newRule(), newRule()], cron: "" });
  expect(screen.getByRole("alert").textContent).toBe("Rules 1 and 2 say the same. Change or delete one of them.");
});
