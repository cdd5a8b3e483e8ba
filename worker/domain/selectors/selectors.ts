/** Harbor's selectors of repositories and tags, which immutability and retention share. */
import { compileGlob, fits } from "../../lib/glob.ts";
import { DomainError } from "../errors.ts";

interface Selector {
  readonly kind: "doublestar";
  readonly decoration: string;
  readonly pattern: string;
  /** JSON: `{"untagged": true}` for artifacts without a tag. */
  readonly extras: string;
}

/** What a rule applies to: of these repositories those artifacts. All selectors of a list must fit. */
export interface Selectors {
  readonly repositories: readonly Selector[];
  readonly tags: readonly Selector[];
}

/** As they come in. */
export interface GivenSelector {
  readonly kind?: string | undefined;
  readonly decoration?: string | undefined;
  readonly pattern?: string | undefined;
  readonly extras?: string | undefined;
}

export const repositoryDecorations = ["repoMatches", "repoExcludes"] as const;
export const tagDecorations = ["matches", "excludes"] as const;

/** @throws DomainError BAD_REQUEST naming what is wrong */
export function readSelectors(given: {
  readonly scope_selectors?: Readonly<Record<string, readonly GivenSelector[]>> | undefined;
  readonly tag_selectors?: readonly GivenSelector[] | undefined;
}): Selectors {
  const repositories = given.scope_selectors?.repository ?? [];
  const tags = given.tag_selectors ?? [];
  if (repositories.length === 0) throw invalid("scope_selectors.repository must name at least one selector");
  if (tags.length === 0) throw invalid("tag_selectors must name at least one selector");
  return {
    repositories: repositories.map((one) => readSelector(one, "scope_selectors", repositoryDecorations)),
    tags: tags.map((one) => readSelector(one, "tag_selectors", tagDecorations)),
  };
}

function readSelector(given: GivenSelector, where: string, decorations: readonly string[]): Selector {
  const { kind = "", decoration = "", pattern = "", extras = "" } = given;
  if (kind !== "doublestar") throw invalid(`${where}: kind must be doublestar`);
  if (!decorations.includes(decoration)) throw invalid(`${where}: decoration must be one of ${decorations.join(", ")}`);
  if (pattern === "" || pattern.length > 1024) throw invalid(`${where}: pattern must have 1 to 1024 characters`);
  if (compileGlob(pattern) === null) throw invalid(`${where}: pattern ${JSON.stringify(pattern)} does not parse`);
  if (extras !== "" && untaggedOf(extras) === null) throw invalid(`${where}: extras must be empty or a JSON object`);
  return { kind: "doublestar", decoration, pattern, extras };
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}

/** Whether a repository, by its path below the project, is one of those. */
export function selectsRepository(selectors: Selectors, path: string): boolean {
  return selectors.repositories.every(({ decoration, pattern }) => fits(pattern, path) === (decoration === "repoMatches"));
}

/** Whether an artifact is, by any of its tags; without a tag the selectors' extras say so (Harbor 2.16 `src/lib/selector/doublestar`). */
export function selectsTags(selectors: Selectors, tags: readonly string[]): boolean {
  return selectors.tags.every(({ decoration, pattern, extras }) => {
    const isMatch = decoration === "matches";
    // What says nothing about artifacts without a tag takes them in, whichever way it chooses, as it did before Harbor asked.
    if (tags.length === 0) return extras === "" || untaggedOf(extras) === isMatch;
    return tags.some((tag) => fits(pattern, tag) === isMatch);
  });
}

/** Null: it is no JSON object. */
function untaggedOf(extras: string): boolean | null {
  try {
    const value: unknown = JSON.parse(extras);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return "untagged" in value && value.untagged === true;
  } catch {
    return null;
  }
}
