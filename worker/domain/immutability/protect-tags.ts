/** Immutable tags (design invariant 6): decided by rules in code, and committed only while those rules are the project's. */
import { createMemoryCache } from "../../lib/memory-cache.ts";
import { repositoryId, type RepositoryKey } from "../../store/blob-links.ts";
import { guardRulesCurrent, guardTagsKnown, guardTagsStay, listTagsOf, loadImmutableRules } from "../../store/immutable-rules.ts";
import type { Sql } from "../../store/sql.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type Selectors, selectsRepository, selectsTags } from "../selectors/selectors.ts";

/** A project's rules at one version. */
export interface Rules {
  readonly projectId: number;
  readonly version: number;
  readonly rules: readonly Selectors[];
}

/** The guard finds what is out of date, so rules may be remembered for long. */
const remembered = createMemoryCache<Rules>({ bytesMax: 1024 * 1024, keptMs: 600_000 });
const attemptsMax = 5;

/** Does something under a project's rules; again, when they or the tags they were asked about change meanwhile. */
export async function underRules<T>(ctx: Context, projectId: number, work: (rules: Rules) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const rules = await rulesOf(ctx, projectId, attempt > 1);
    try {
      return await work(rules);
    } catch (error) {
      if (!(error instanceof DomainError) || attempt === attemptsMax) throw error;
      // What remembered rules refuse, those of now may allow.
      const isStale = error.code === "RULES_CHANGED" || (error.code === "TAG_IMMUTABLE" && attempt === 1);
      if (!isStale) throw error;
    }
  }
}

/** The project's rules as they are now. */
export function currentRules(ctx: Context, projectId: number): Promise<Rules> {
  return rulesOf(ctx, projectId, true);
}

async function rulesOf(ctx: Context, projectId: number, isFresh: boolean): Promise<Rules> {
  const key = String(projectId);
  const known = isFresh ? null : remembered.get(key, ctx.now());
  if (known) return known;
  const { version, selectors } = await loadImmutableRules(ctx.store, projectId);
  const rules = { projectId, version, rules: selectors.map((text) => JSON.parse(text) as Selectors) };
  remembered.set(key, rules, 64 + selectors.reduce((sum, text) => sum + 2 * text.length, 0), ctx.now());
  return rules;
}

/** Whether tags are immutable, for lists. */
export async function immutability(ctx: Context, projectId: number): Promise<(path: string, tag: string) => boolean> {
  const rules = await currentRules(ctx, projectId);
  return (path, tag) => isImmutable(rules, path, tag);
}

function mayHoldImmutable({ rules }: Rules, path: string): boolean {
  return rules.some((rule) => selectsRepository(rule, path));
}

export function isImmutable({ rules }: Rules, path: string, tag: string): boolean {
  return rules.some((rule) => selectsRepository(rule, path) && selectsTags(rule, [tag]));
}

/** For moving tags to an artifact: what is immutable and points elsewhere refuses the batch. */
export function guardMoves(rules: Rules, repository: RepositoryKey, tags: readonly string[], digest: string): Sql[] {
  const immutable = tags.filter((tag) => isImmutable(rules, repository.path, tag));
  const current = guardRulesCurrent(rules.projectId, rules.version);
  return immutable.length === 0 ? [current] : [current, guardTagsStay(repositoryId(repository), immutable, digest)];
}

/** For deleting a tag. @throws DomainError TAG_IMMUTABLE */
export function guardTagDeletion(rules: Rules, repository: RepositoryKey, tag: string): Sql {
  if (isImmutable(rules, repository.path, tag)) throw refusal(repository.path, tag);
  return guardRulesCurrent(rules.projectId, rules.version);
}

/** For deleting artifacts with their tags. @throws DomainError TAG_IMMUTABLE */
export async function guardDeletion(ctx: Context, rules: Rules, repository: RepositoryKey, artifactIds: Sql): Promise<Sql[]> {
  const current = guardRulesCurrent(rules.projectId, rules.version);
  if (!mayHoldImmutable(rules, repository.path)) return [current];
  const { names, print } = await listTagsOf(ctx.store, artifactIds);
  const held = names.find((tag) => isImmutable(rules, repository.path, tag));
  if (held !== undefined) throw refusal(repository.path, held);
  return [current, guardTagsKnown(artifactIds, print)];
}

/** What the guard of `guardMoves` refused, with the tag's name. */
export function explainMoves(rules: Rules, path: string, tags: readonly string[], error: unknown): unknown {
  const held = tags.find((tag) => isImmutable(rules, path, tag));
  return error instanceof DomainError && error.code === "TAG_IMMUTABLE" && held !== undefined ? refusal(path, held) : error;
}

/** In Harbor's words (2.16 `src/pkg/immutable`). */
function refusal(path: string, tag: string): DomainError {
  return new DomainError("TAG_IMMUTABLE", { message: `Failed to process request due to '${path}:${tag}' configured as immutable.` });
}
