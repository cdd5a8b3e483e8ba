import { ensureRepository } from "../../store/blob-links.ts";
import { bytesCopied, copyArtifact as copy } from "../../store/copy-artifact.ts";
import { numberOf } from "../../store/db.ts";
import { guard } from "../../store/guards.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { moveTag } from "../../store/push-manifest.ts";
import { guardQuota } from "../../store/quotas.ts";
import { sql } from "../../store/sql.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type RepositoryName, repositoryNameOrNull } from "../names/repository-name.ts";
import { explainMoves, guardMoves, underRules } from "../immutability/protect-tags.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import { siteId } from "../site/bootstrap.ts";
import { findArtifactFor } from "./artifacts.ts";

/**
 * Brings an artifact of another repository here, with its children, what belongs to it and its tags. No byte moves.
 *
 * @param from `project/path:tag` or `project/path@digest`
 * @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND, QUOTA_EXCEEDED, TAG_IMMUTABLE
 */
export async function copyArtifact(ctx: Context, target: RepositoryName, from: string): Promise<string> {
  const project = await authorizeProject(ctx, { name: target.project }, "artifact", "create");
  const { name, reference } = parseFrom(from);
  const parts = { tags: true, labels: false, accessories: false };
  const source = await findArtifactFor(ctx, { name, reference, parts }, "repository", "pull");
  const { artifact } = source;
  const repository = { projectId: project.id, path: target.path };
  const tags = (JSON.parse(artifact.tags ?? "[]") as { name: string }[]).map((tag) => tag.name);
  const added = bytesCopied(artifact.id, project.id);
  const site = await siteId(ctx);
  const resource = `${target.full}@${artifact.digest}`;
  await underRules(ctx, project.id, async (rules) => {
    try {
      await ctx.commit([
        guardActorMay(ctx.actor, project.id, "artifact", "create"),
        guardActorMay(ctx.actor, source.project.id, "repository", "pull"),
        guard("row_found", sql`exists (select 1 from artifacts where id = ${artifact.id})`),
        guardQuota(project.id, added),
        ...ensureRepository(repository),
        ...guardMoves(rules, repository, tags, artifact.digest),
        ...copy(repository, artifact, ctx.settings.times.push_lease.ms),
        ...tags.flatMap((tag) => moveTag(repository, { name: tag, digest: artifact.digest, siteId: site })),
        auditRow(ctx, {
          operation: "create",
          resourceType: "artifact",
          resource,
          projectId: project.id,
          description: `copy artifact ${from} to ${target.full}`,
          success: true,
        }),
        insertOutbox({
          name: "PUSH_ARTIFACT",
          projectId: project.id,
          payload: { repository: target.full, digest: artifact.digest, tag: null },
        }),
      ]);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "QUOTA_EXCEEDED") throw explainMoves(rules, target.path, tags, error);
      throw await quotaExceeded(ctx, project.id, await numberOf(ctx.store, added), error);
    }
  });
  return artifact.digest;
}

function parseFrom(from: string): { name: RepositoryName; reference: string } {
  const match = /^(.+?)(?:@(.+)|:([^/:]+))$/.exec(from);
  const name = repositoryNameOrNull(match?.[1] ?? "");
  const reference = match?.[2] ?? match?.[3];
  if (!name || !reference)
    throw new DomainError("BAD_REQUEST", { message: "from must be project/repository:tag or project/repository@digest" });
  return { name, reference };
}
