/** What a rule applies to, as people enter it: Harbor's selectors of repositories and tags. */
import type { RetentionPolicy } from "../../api/types.ts";

type WireRule = NonNullable<RetentionPolicy["rules"]>[number];

/** One condition: names that match a pattern, or that do not. */
export interface Condition {
  readonly isMatch: boolean;
  readonly pattern: string;
}

/** All conditions of a list must hold. */
export interface Selection {
  readonly repositories: readonly Condition[];
  readonly tags: readonly Condition[];
  /** Artifacts without a tag, too. */
  readonly withUntagged: boolean;
}

export const everything: Selection = {
  repositories: [{ isMatch: true, pattern: "**" }],
  tags: [{ isMatch: true, pattern: "**" }],
  withUntagged: false,
};

/** The API's selectors of a selection. */
export function selectorsOf({ repositories, tags, withUntagged }: Selection): Pick<WireRule, "scope_selectors" | "tag_selectors"> {
  return {
    scope_selectors: {
      repository: repositories.map(({ isMatch, pattern }) => ({
        kind: "doublestar",
        decoration: isMatch ? "repoMatches" : "repoExcludes",
        pattern: pattern.trim(),
      })),
    },
    tag_selectors: tags.map(({ isMatch, pattern }) => ({
      kind: "doublestar",
      decoration: isMatch ? "matches" : "excludes",
      pattern: pattern.trim(),
      // Harbor asks each selector whether it names what has no tag: one that excludes takes in what it does not name.
      extras: JSON.stringify({ untagged: withUntagged === isMatch }),
    })),
  };
}

export function selectionOf({ scope_selectors: scope, tag_selectors: tags = [] }: WireRule): Selection {
  return {
    repositories: (scope?.repository ?? []).map(({ decoration, pattern = "" }) => ({ isMatch: decoration === "repoMatches", pattern })),
    tags: tags.map(({ decoration, pattern = "" }) => ({ isMatch: decoration === "matches", pattern })),
    withUntagged: tags.every(({ decoration, extras = "" }) => extras === "" || namesUntagged(extras) === (decoration === "matches")),
  };
}

export type PatternProblem = "empty" | "long" | "unclosed";

const patternCharactersMax = 1024;

export function patternProblem(pattern: string): PatternProblem | null {
  if (pattern.trim() === "") return "empty";
  if (pattern.length > patternCharactersMax) return "long";
  return isClosed(pattern.trim()) ? null : "unclosed";
}

/** Every bracket and brace is closed, a class holds something, and nothing ends with a backslash: as the API reads a pattern. */
function isClosed(pattern: string): boolean {
  const plainly = pattern.replace(/\\[^]/g, "x").replace(/\[(?![!^]?\])[^\]]+\]/g, "x");
  if (/[[\\]/.test(plainly)) return false;
  let open = 0;
  for (const letter of plainly) {
    if (letter === "{") open += 1;
    if (letter === "}") open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

export function hasProblem({ repositories, tags }: Selection): boolean {
  return [...repositories, ...tags].some(({ pattern }) => patternProblem(pattern) !== null);
}

function namesUntagged(extras: string): boolean {
  try {
    return (JSON.parse(extras) as { untagged?: unknown } | null)?.untagged === true;
  } catch {
    return false;
  }
}
