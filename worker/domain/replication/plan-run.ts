import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { giveUp, insertTasksBeside, letGo, type TaskBeside } from "../../store/tasks.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import type { Slice, Task } from "../jobs/kinds.ts";
import { isPassing, RemoteError } from "../registries/remote-error.ts";
import { selectTags } from "./copy-repository.ts";
import type { Sides } from "./open-sides.ts";
import { filtersOf, type RepositoryParameters, type RunParameters } from "./policy.ts";
import { destinationOf, massDeletion, nameFilterOf, selectsRepositoryName, selectsTagName } from "./select.ts";

interface PlanCursor {
  /** Where the list of repositories goes on; null: it is at its end. */
  readonly after: string | null;
  /** Of the page there, those that are done with. */
  readonly done: number;
  readonly deletions: number;
  readonly inScope: number;
  readonly failures: readonly string[];
  /** Of the repository behind them, in a row. */
  readonly attempt: number;
}

const start: PlanCursor = { after: "", done: 0, deletions: 0, inScope: 0, failures: [], attempt: 0 };
const attemptsMax = 4;
const backoffMs = 2000;
const planMs = 15_000;
const referencesEach = 1000;
const failuresMax = 10;

/** Finds out what a run has to do: a task for each repository, and what would be deleted, which only begins when it is not too much. */
export async function planRun(ctx: Context, task: Task, policy: ReplicationPolicyRow, sides: Sides): Promise<Slice> {
  const untilMs = ctx.now() + planMs;
  const parameters = task.parameters as RunParameters;
  let cursor = (task.cursor as PlanCursor | null) ?? start;
  const filters = filtersOf(policy);
  const tasks: TaskBeside[] = [];
  const log: string[] = [];
  let waitMs: number | null = null;
  while (cursor.after !== null && waitMs === null && ctx.now() < untilMs) {
    const { names, next } = await sides.source.listRepositories(nameFilterOf(filters), cursor.after);
    const wanted = names.filter((name) => selectsRepositoryName(filters, name));
    for (const repository of wanted.slice(cursor.done)) {
      if (ctx.now() >= untilMs) break;
      try {
        const planned = await planRepository(policy, sides, parameters, repository);
        tasks.push(...planned.tasks);
        const [deletions, inScope] = [cursor.deletions + planned.deletions, cursor.inScope + planned.inScope];
        cursor = { ...cursor, done: cursor.done + 1, attempt: 0, deletions, inScope };
      } catch (error) {
        const failed = afterFailure(cursor, repository, error);
        log.push(failed.line);
        ({ cursor, waitMs } = failed);
        if (waitMs !== null) break;
      }
    }
    if (cursor.done >= wanted.length) cursor = { ...cursor, after: next, done: 0 };
  }
  const lane = { name: `registry:${policy.registryId}`, max: (await configurationOf(ctx)).replication_concurrency };
  const statements = tasks.length > 0 ? [insertTasksBeside(task.id, tasks, lane)] : [];
  const planned = { log, counters: { repositories: tasks.length } };
  if (cursor.after !== null) return { ...planned, cursor, done: false, statements, waitMs: waitMs ?? 0 };
  return { ...planned, ...endOfPlan(task, policy, cursor, { log, statements }) };
}

/** What may pass is tried again a little later; then, and what will not, is noted and leaves the other repositories alone. */
function afterFailure(cursor: PlanCursor, repository: string, error: unknown): { cursor: PlanCursor; line: string; waitMs: number | null } {
  // Then nothing else is reached either.
  if (!(error instanceof RemoteError) || error.fault === "unreachable") throw error;
  const attempt = cursor.attempt + 1;
  if (isPassing(error) && attempt < attemptsMax) {
    const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs * 2 ** cursor.attempt);
    return {
      cursor: { ...cursor, attempt },
      line: `${repository}: ${error.message}; tried again in ${Math.round(waitMs / 1000)} s`,
      waitMs,
    };
  }
  const failures = cursor.failures.length < failuresMax ? [...cursor.failures, `${repository}: ${error.message}`] : cursor.failures;
  return {
    cursor: { ...cursor, done: cursor.done + 1, attempt: 0, failures },
    line: `${repository} failed: ${error.message}`,
    waitMs: null,
  };
}

function endOfPlan(
  task: Task,
  policy: ReplicationPolicyRow,
  cursor: PlanCursor,
  { log, statements }: { log: readonly string[]; statements: NonNullable<Slice["statements"]> },
): Slice {
  const { deletions, inScope, failures } = cursor;
  const refusal = massDeletion({ deletions, inScope, isAllowed: policy.allowMassDeletion === 1 });
  const problems = [...(refusal === null ? [] : [refusal]), ...failures];
  return {
    cursor,
    done: true,
    ...(problems.length > 0 ? { error: problems.join("; ") } : {}),
    log: refusal === null ? log : [...log, refusal],
    statements: [...statements, refusal === null ? letGo(task.id) : giveUp(task.id, refusal)],
  };
}

interface PlannedRepository {
  readonly tasks: readonly TaskBeside[];
  readonly deletions: number;
  readonly inScope: number;
}

async function planRepository(
  policy: ReplicationPolicyRow,
  sides: Sides,
  { policyId, dryRun }: RunParameters,
  repository: string,
): Promise<PlannedRepository> {
  const destination = destinationOf(repository, { namespace: policy.destNamespace, count: policy.destNamespaceReplaceCount });
  const found = await selectTags(sides.source, policy, repository);
  const count = found?.selected.length ?? 0;
  const common = { policyId, dryRun, repository, destination };
  const copy: RepositoryParameters = { ...common, operation: "copy", items: count };
  const copies = count > 0 ? [{ parameters: copy }] : [];
  if (policy.replicateDeletion === 0) return { tasks: copies, deletions: 0, inScope: 0 };
  const filters = filtersOf(policy);
  const there = ((await sides.destination.listMirrored(destination)) ?? []).filter((tag) => selectsTagName(filters, tag));
  const here = new Set(found?.all.map(({ name }) => name));
  const missing = await deleted(
    sides,
    repository,
    there.filter((tag) => !here.has(tag)),
  );
  const deletions: TaskBeside[] = [];
  for (let at = 0; at < missing.length; at += referencesEach) {
    const references = missing.slice(at, at + referencesEach);
    const parameters: RepositoryParameters = { ...common, operation: "deletion", references, items: references.length };
    deletions.push({ parameters, isHeldBack: true });
  }
  return { tasks: [...copies, ...deletions], deletions: missing.length, inScope: there.length };
}

/** What the other side has and this one never had was made there, by somebody else: nothing was deleted. */
async function deleted({ source, local }: Sides, repository: string, tags: readonly string[]): Promise<string[]> {
  return source === local ? local.knownTags(repository, tags) : [...tags];
}
