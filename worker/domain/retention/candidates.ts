import { type CandidateRow, listRetentionCandidates } from "../../store/retention.ts";
import type { Context } from "../context.ts";
import { isImmutable, type Rules } from "../immutability/protect-tags.ts";
import type { Candidate } from "./evaluate.ts";

const candidatesEach = 5000;

/** All that a policy decides on in a repository: how many a rule keeps is known only from the whole. */
export async function listCandidates(ctx: Context, repositoryId: number): Promise<CandidateRow[]> {
  const all: CandidateRow[] = [];
  for (;;) {
    const some = await listRetentionCandidates(ctx.store, repositoryId, all.at(-1)?.id ?? 0, candidatesEach);
    all.push(...some);
    if (some.length < candidatesEach) return all;
  }
}

/** @param path of its repository, below the project */
export function candidateOf(row: CandidateRow, immutable: Rules, path: string): Candidate {
  const tags = JSON.parse(row.tags) as string[];
  const { id, digest, pushedAt, pulledAt, leaseUntil } = row;
  const held = (JSON.parse(row.tagsAlong) as string[]).some((tag) => isImmutable(immutable, path, tag));
  return { id, digest, tags, pushedAt, pulledAt, leaseUntil, isChild: row.isChild === 1, isImmutable: held };
}
