/** Selections in words. Names and patterns are marked for `Sentence`. */
import type { selectors as texts } from "../../i18n/texts/selectors.ts";
import type { Condition, Selection } from "./selectors.ts";

type Texts = (typeof texts)["en"];

/** `all repositories`, `repositories matching ⟨a/**⟩ and not matching ⟨b⟩` */
export function repositoriesPhrase({ repositories }: Selection, t: Texts): string {
  return isAll(repositories) ? t.allRepositories : t.someRepositories(joined(repositories, t));
}

/** `with any tag`, `with a tag matching ⟨v*⟩ or without a tag` */
export function tagsPhrase({ tags, withUntagged }: Selection, t: Texts): string {
  if (isAll(tags)) return withUntagged ? t.anyTagOrNone : t.anyTag;
  const some = t.someTag(joined(tags, t));
  return withUntagged ? t.orUntagged(some) : some;
}

/** `all tags`, `tags matching ⟨v*⟩` */
export function tagNamesPhrase({ tags }: Selection, t: Texts): string {
  return isAll(tags) ? t.allTags : t.someTags(joined(tags, t));
}

function joined(conditions: readonly Condition[], t: Texts): string {
  return conditions
    .map(({ isMatch, pattern }) => (isMatch ? t.matchingPattern : t.excludingPattern)(isolated(pattern.trim() || "…")))
    .join(t.and);
}

function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function isAll(conditions: readonly Condition[]): boolean {
  return conditions.every(({ isMatch, pattern }) => isMatch && pattern.trim() === "**");
}
