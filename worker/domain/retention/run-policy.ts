import { dropArtifacts, findRetention, listHeldRepositories, type RetentionPolicyRow } from "../../store/retention.ts";
import { insertTasksBeside } from "../../store/tasks.ts";
import { guardRulesCurrent } from "../../store/immutable-rules.ts";
import { actorName } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { currentRules } from "../immutability/protect-tags.ts";
import type { JobKind, Slice, Task } from "../jobs/kinds.ts";
import { candidateOf, listCandidates } from "./candidates.ts";
import { type Decision, evaluate, rulesFor } from "./evaluate.ts";
import type { RetentionRule } from "./rules.ts";

export interface RetentionParameters {
  readonly policyId: number;
  readonly dryRun: boolean;
  /** Of a task that works on one repository; the first task of an execution finds them. */
  readonly repository?: { readonly id: number; readonly path: string };
}

type Cursor =
  | { readonly afterRepository: number }
  /** Decided and logged; this many were left to drop. */
  | { readonly left: number };

const repositoriesEach = 500;
const droppedEach = 200;
const linesEach = 500;
const linesMax = 20_000;

/** Evaluates a project's policy, one task for each repository in its scope, and drops what it does not keep. */
export const retention: JobKind = {
  concurrency: 2,
  attemptsMax: 5,
  async slice(ctx, task) {
    const { policyId, repository } = task.parameters as RetentionParameters;
    const policy = await findRetention(ctx.store, policyId);
    if (!policy) return { cursor: null, done: true, log: ["the policy was deleted"] };
    return repository ? inRepository(ctx, task, policy, repository) : plan(ctx, task, policy);
  },
};

async function plan(ctx: Context, task: Task, policy: RetentionPolicyRow): Promise<Slice> {
  const { policyId, dryRun } = task.parameters as RetentionParameters;
  const after = ((task.cursor as Cursor | null) ?? { afterRepository: 0 }) as { afterRepository: number };
  const found = await listHeldRepositories(ctx.store, policy.projectId, after.afterRepository, repositoriesEach);
  const last = found.at(-1);
  if (!last) return { cursor: null, done: true };
  const inScope = found.filter(({ path }) => rulesFor(rulesOf(policy), path).length > 0);
  const tasks = inScope.map(({ id, path }) => ({
    parameters: { policyId, dryRun, repository: { id, path } } satisfies RetentionParameters,
  }));
  return {
    cursor: { afterRepository: last.id },
    done: false,
    counters: { repositories: inScope.length },
    statements: [insertTasksBeside(task.id, tasks)],
  };
}

async function inRepository(
  ctx: Context,
  task: Task,
  policy: RetentionPolicyRow,
  repository: { id: number; path: string },
): Promise<Slice> {
  const { dryRun } = task.parameters as RetentionParameters;
  const immutable = await currentRules(ctx, policy.projectId);
  const rows = await listCandidates(ctx, repository.id);
  const decisions = evaluate(
    rulesFor(rulesOf(policy), repository.path),
    rows.map((row) => candidateOf(row, immutable, repository.path)),
    rows.at(-1)?.now ?? ctx.now(),
  );
  const prints = new Map(rows.map(({ id, print }) => [id, print]));
  const dropped = decisions.filter(({ isKept }) => !isKept);
  const before = task.cursor as { readonly left: number } | null;
  const report = before ? {} : firstReport(decisions, dryRun);
  if (dryRun || dropped.length === 0) return { cursor: null, done: true, ...report };
  // What changed between its evaluation and the commit stays, and is not tried for ever.
  if (before && dropped.length >= before.left) {
    return { cursor: null, done: true, log: [`${dropped.length} artifacts changed meanwhile and were left alone`] };
  }
  const now = dropped.slice(0, droppedEach).map(({ candidate }) => ({ id: candidate.id, print: prints.get(candidate.id) ?? "" }));
  const by = { actor: actorName(ctx.actor), requestId: ctx.requestId, keepMs: ctx.settings.times.trash_retention.ms };
  return {
    cursor: { left: dropped.length } satisfies Cursor,
    done: false,
    ...report,
    statements: [guardRulesCurrent(immutable.projectId, immutable.version), ...dropArtifacts(now, by)],
  };
}

function rulesOf(policy: RetentionPolicyRow): RetentionRule[] {
  return JSON.parse(policy.rules) as RetentionRule[];
}

/** Says of every tag, and of every artifact without one, whether it stays and why. */
function firstReport(decisions: readonly Decision[], dryRun: boolean): Pick<Slice, "counters" | "log"> {
  const lines = decisions.flatMap(({ candidate, isKept, reason }) => {
    const names = candidate.tags.length === 0 ? ["(untagged)"] : candidate.tags;
    return names.map((name) => `${isKept ? "RETAIN" : "DEL   "} ${name} ${candidate.digest}: ${reason}`);
  });
  const shown = lines.slice(0, linesMax);
  if (shown.length < lines.length) shown.push(`and ${lines.length - shown.length} more`);
  const retained = decisions.filter(({ isKept }) => isKept).length;
  shown.push(`${decisions.length} artifacts, ${retained} retained${dryRun ? "; dry run: nothing was deleted" : ""}`);
  // A row of the log for each would be more rows than there are artifacts.
  const log: string[] = [];
  for (let at = 0; at < shown.length; at += linesEach) log.push(shown.slice(at, at + linesEach).join("\n"));
  return { counters: { total: decisions.length, retained }, log };
}
