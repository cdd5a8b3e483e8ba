import { artifactsOf, buryRepository, clearRepository, countArtifacts, reopenRepository } from "../../store/delete-repository.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { actorName } from "../access/actor.ts";
import { guardActorMay } from "../access/guard.ts";
import { keptOf } from "../artifacts/delete-artifact.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { guardDeletion, underRules } from "../immutability/protect-tags.ts";
import type { JobKind } from "../jobs/kinds.ts";
import { startExecution } from "../jobs/start-execution.ts";
import { forgetManifests } from "../manifests/get-manifest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { getRepository } from "./repositories.ts";

const kind = "REPOSITORY_DELETION";
/** One batch takes no more; a repository with more is hidden at once, and emptied by a job. */
const artifactsEach = 500;

interface Parameters {
  readonly repositoryId: number;
  /** Who asked for it; not given by versions that did not write it down. */
  readonly by?: string;
}

/**
 * With all its artifacts and tags; what a push in progress relies on stays until its lease ends.
 *
 * @throws DomainError FORBIDDEN, NOT_FOUND, TAG_IMMUTABLE
 */
export async function deleteRepository(ctx: Context, name: RepositoryName): Promise<void> {
  const { project, repository } = await getRepository(ctx, name, "repository", "delete");
  const { id } = repository;
  const isSmall = (await countArtifacts(ctx.store, id)) <= artifactsEach;
  await underRules(ctx, project.id, async (rules) => {
    const statements = [
      guardActorMay(ctx.actor, project.id, "repository", "delete"),
      ...(await guardDeletion(ctx, rules, { projectId: project.id, path: name.path }, artifactsOf(id))),
      ...buryRepository(id),
      ...(isSmall ? [...clearRepository(id, artifactsEach, keptOf(ctx)), reopenRepository(id)] : []),
      auditRow(ctx, { operation: "delete", resourceType: "repository", resource: name.full, projectId: project.id, success: true }),
      insertOutbox({ name: "DELETE_REPOSITORY", projectId: project.id, payload: { repository: name.full } }),
    ];
    const parameters: Parameters = { repositoryId: id, by: actorName(ctx.actor) };
    await (isSmall
      ? ctx.commit(statements)
      : startExecution(ctx, { kind, vendorId: id, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] }, statements));
  });
  forgetManifests(project.id, name);
}

/** Empties repositories that were deleted. */
export const repositoryDeletion: JobKind = {
  concurrency: 2,
  attemptsMax: 5,
  async slice(ctx, task) {
    const { repositoryId: id, ...asked } = task.parameters as Parameters;
    const left = await countArtifacts(ctx.store, id);
    if (left === 0) return { cursor: null, done: true, statements: [reopenRepository(id)] };
    return {
      cursor: null,
      done: false,
      counters: { deleted_artifacts: Math.min(left, artifactsEach) },
      statements: clearRepository(id, artifactsEach, { ...keptOf(ctx), ...asked }),
    };
  },
};
