import { compileGlob } from "../../lib/glob.ts";
import { guardRulesCurrent } from "../../store/immutable-rules.ts";
import { deleteTags as remove, listTagNames } from "../../store/tags.ts";
import { actorName } from "../access/actor.ts";
import { guardActorMay } from "../access/guard.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { currentRules, isImmutable, type Rules, underRules } from "../immutability/protect-tags.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { getRepository } from "../repositories/repositories.ts";

export interface TagsDeletion {
  /** Tags that fit and may go; of a run that is not dry those that went. */
  readonly tags: readonly string[];
  /** Tags that fit, but a rule keeps them. */
  readonly immutable: readonly string[];
  /** That fit and are left for the next request. */
  readonly remaining: number;
}

/** As those of rules have. */
const patternLengthMax = 1024;
const namesEach = 5000;
const tagsEach = 500;
/** One request deletes no more. */
const tagsMax = 5000;

/**
 * Deletes the tags of a repository that fit a pattern, by name; what they pointed at stays until it is collected.
 *
 * @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND
 */
export async function deleteTags(
  ctx: Context,
  name: RepositoryName,
  { pattern, dryRun }: { pattern: string; dryRun: boolean },
): Promise<TagsDeletion> {
  const { project } = await getRepository(ctx, name, "tag", "delete");
  if (pattern.length > patternLengthMax)
    throw new DomainError("BAD_REQUEST", { message: `pattern must have 1 to ${patternLengthMax} characters` });
  const fits = pattern === "" ? null : compileGlob(pattern);
  if (!fits) throw new DomainError("BAD_REQUEST", { message: `pattern ${JSON.stringify(pattern)} does not parse` });
  const repository = { projectId: project.id, path: name.path };
  const found: string[] = [];
  for (let last = ""; ;) {
    const names = (await listTagNames(ctx.store, repository, last, namesEach)) ?? [];
    found.push(...names.filter(fits));
    if (names.length < namesEach) break;
    last = names.at(-1) ?? "";
  }
  const sorted = (rules: Rules) => {
    const immutable = new Set(found.filter((tag) => isImmutable(rules, name.path, tag)));
    return { immutable: [...immutable], free: found.filter((tag) => !immutable.has(tag)) };
  };
  if (dryRun) {
    const { immutable, free } = sorted(await currentRules(ctx, project.id));
    return { tags: free, immutable, remaining: 0 };
  }
  return underRules(ctx, project.id, async (rules) => {
    const { immutable, free } = sorted(rules);
    const tags = free.slice(0, tagsMax);
    for (let at = 0; at < tags.length; at += tagsEach) {
      await ctx.commit([
        guardActorMay(ctx.actor, project.id, "tag", "delete"),
        guardRulesCurrent(rules.projectId, rules.version),
        ...remove(repository, tags.slice(at, at + tagsEach), { full: name.full, actor: actorName(ctx.actor), requestId: ctx.requestId }),
      ]);
    }
    return { tags, immutable, remaining: free.length - tags.length };
  });
}
