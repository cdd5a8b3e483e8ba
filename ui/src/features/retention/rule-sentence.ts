import type { retention as texts } from "../../i18n/texts/retention.ts";
import type { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { repositoriesPhrase, tagsPhrase } from "../selectors/phrases.ts";
import type { DraftRule } from "./draft.ts";

/** `For all repositories, keep the 10 most recently pushed artifacts with a tag matching ⟨v*⟩ or without a tag.` */
export function ruleSentence({ template, amount, selection }: DraftRule, t: (typeof texts)["en"], s: (typeof selectorTexts)["en"]): string {
  const tags = tagsPhrase(selection, s);
  const kept = t.kept[template]?.(amount, tags) ?? `${template} ${amount} ${tags}`;
  return t.sentence(repositoriesPhrase(selection, s), kept);
}
