import { guardTagsAlong, listTagsAlong } from "../../store/immutable-rules.ts";
import type { Sql } from "../../store/sql.ts";
import type { Context } from "../context.ts";
import { currentRules, isImmutable, type Rules } from "../immutability/protect-tags.ts";

/**
 * Untagged artifacts go with what belongs to them, and a signature may have a tag that is immutable: of these artifacts, those that it holds,
 * and the guard under which that was decided.
 */
export async function heldByTagsAlong(ctx: Context, artifactIds: readonly number[]): Promise<{ held: ReadonlySet<number>; guard: Sql }> {
  const { tags, print } = await listTagsAlong(ctx.store, artifactIds);
  const rules = new Map<number, Rules>();
  for (const { projectId } of tags) {
    if (!rules.has(projectId)) rules.set(projectId, await currentRules(ctx, projectId));
  }
  const held = tags.filter(({ projectId, path, tag }) => {
    const known = rules.get(projectId);
    return known !== undefined && isImmutable(known, path, tag);
  });
  return { held: new Set(held.map(({ artifactId }) => artifactId)), guard: guardTagsAlong(artifactIds, print) };
}
