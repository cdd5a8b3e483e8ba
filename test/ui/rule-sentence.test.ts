import { expect, it } from "vitest";
import { newRule } from "../../ui/src/features/retention/draft.ts";
import { ruleSentence } from "../../ui/src/features/retention/rule-sentence.ts";
import { plain } from "../../ui/src/features/selectors/sentence.tsx";
import { retention } from "../../ui/src/i18n/texts/retention.ts";
import { selectors } from "../../ui/src/i18n/texts/selectors.ts";

it.each([
  ["en", "nDaysSinceLastPush", 1, "pushed within the last 24 hours"],
  ["en", "nDaysSinceLastPull", 7, "pulled within the last 7 days"],
  ["de", "nDaysSinceLastPush", 1, "in den letzten 24 Stunden gepushte"],
  ["de", "nDaysSinceLastPull", 7, "in den letzten 7 Tagen gepullte"],
  ["de", "nDaysSinceLastPull", "", "in den letzten … Tagen gepullte"],
] as const)("in %s, %s of %j is said in a sentence", (language, template, amount, said) => {
  expect(plain(ruleSentence({ ...newRule(), template, amount }, retention[language], selectors[language]))).toContain(said);
});
