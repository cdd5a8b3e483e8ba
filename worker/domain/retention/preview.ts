import { type HeldRepository, listCandidatesOfEach, listHeldRepositories } from "../../store/retention.ts";
import type { Page } from "../../store/listing.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import type { Context } from "../context.ts";
import { currentRules } from "../immutability/protect-tags.ts";
import { candidateOf } from "./candidates.ts";
import { type Decision, evaluate, rulesFor } from "./evaluate.ts";
import type { RetentionRule } from "./rules.ts";

export interface PreviewRequest {
  readonly projectId: number;
  readonly rules: readonly RetentionRule[];
  /** By its path below the project; null: all in the scope of a rule. */
  readonly repository: string | null;
  /** Only what stays, or only what goes; null: both. */
  readonly isKept: boolean | null;
}

interface PlacedDecision extends Decision {
  /** Of its repository, below the project. */
  readonly path: string;
}

export interface Preview {
  readonly project: string;
  /** That were looked at, with their artifacts and how many of these stay. */
  readonly repositories: number;
  readonly artifacts: number;
  readonly retained: number;
  /** False: there are more repositories in the scope of a rule. A run looks at all. */
  readonly isComplete: boolean;
  readonly items: readonly PlacedDecision[];
  /** Of all pages. */
  readonly total: number;
}

/** A preview is asked for at every change of a rule: it looks at so much and no more. */
const artifactsMax = 20_000;
const repositoriesMax = 500;
const repositoriesEach = 500;
const pagesMax = 10;
const statementsEach = 50;

/**
 * What rules that nobody has saved would keep and drop, repository by repository, the last pushed first. Nothing is changed.
 *
 * @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND
 */
export async function previewRetention(ctx: Context, request: PreviewRequest, page: Page): Promise<Preview> {
  const project = await authorizeProject(ctx, { id: request.projectId }, "tag-retention", "read");
  const { chosen, isComplete } = await chooseRepositories(ctx, request);
  const decisions = await decide(ctx, request, chosen);
  const listed = decisions.filter(({ isKept }) => request.isKept === null || isKept === request.isKept);
  return {
    project: project.name,
    repositories: chosen.length,
    artifacts: decisions.length,
    retained: decisions.filter(({ isKept }) => isKept).length,
    isComplete,
    items: listed.slice(page.offset, page.offset + page.count),
    total: listed.length,
  };
}

/** Whole repositories, as many as the bounds allow: what a rule keeps of half of one says nothing. */
async function chooseRepositories(ctx: Context, { projectId, rules, repository }: PreviewRequest) {
  const chosen: HeldRepository[] = [];
  let artifacts = 0;
  for (let pages = 0, after = 0; pages < pagesMax; pages += 1) {
    const found = await listHeldRepositories(ctx.store, projectId, after, repositoriesEach);
    for (const one of found) {
      if ((repository !== null && one.path !== repository) || rulesFor(rules, one.path).length === 0) continue;
      artifacts += one.artifacts;
      if (artifacts > artifactsMax || chosen.length === repositoriesMax) return { chosen, isComplete: false };
      chosen.push(one);
    }
    if (found.length < repositoriesEach) return { chosen, isComplete: true };
    after = found.at(-1)?.id ?? after;
  }
  return { chosen, isComplete: false };
}

async function decide(ctx: Context, { projectId, rules }: PreviewRequest, chosen: readonly HeldRepository[]): Promise<PlacedDecision[]> {
  const immutable = await currentRules(ctx, projectId);
  const decisions: PlacedDecision[] = [];
  for (let at = 0; at < chosen.length; at += statementsEach) {
    const some = chosen.slice(at, at + statementsEach);
    const found = await listCandidatesOfEach(
      ctx.store,
      some.map(({ id }) => id),
      artifactsMax,
    );
    for (const [index, { path }] of some.entries()) {
      const rows = found[index] ?? [];
      const candidates = rows.map((row) => candidateOf(row, immutable, path));
      const decided = evaluate(rulesFor(rules, path), candidates, rows.at(-1)?.now ?? ctx.now());
      decisions.push(...decided.map((decision) => ({ ...decision, path })));
    }
  }
  return decisions.toSorted(
    (a, b) => a.path.localeCompare(b.path) || b.candidate.pushedAt - a.candidate.pushedAt || b.candidate.id - a.candidate.id,
  );
}
