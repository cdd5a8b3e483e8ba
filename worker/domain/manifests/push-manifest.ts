import { ensureRepository, repositoryId } from "../../store/blob-links.ts";
import { numberOf } from "../../store/db.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { guardBlobsLinked, linkArtifact, listUnlinked, moveTag, upsertArtifact } from "../../store/push-manifest.ts";
import { bytesNotUsed, guardQuota } from "../../store/quotas.ts";
import type { Sql } from "../../store/sql.ts";
import { guardActorMay } from "../access/guard.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { auditRow } from "../audit/record.ts";
import { DomainError } from "../errors.ts";
import { explainMoves, guardMoves, type Rules, underRules } from "../immutability/protect-tags.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { siteId } from "../site/bootstrap.ts";
import { artifactRow } from "./artifact-row.ts";
import { type ParsedManifest, parseManifest } from "./parse-manifest.ts";

export interface ManifestPush {
  readonly name: RepositoryName;
  /** Of exactly these bytes; the caller has compared it with the reference. */
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly body: Uint8Array;
  readonly contentType: string | null;
}

/**
 * Makes the artifact and moves its tags (distribution-spec v1.1 §"Pushing Manifests"): one batch, in which the database proves
 * again that every required blob is linked and that the actor may still push.
 *
 * @throws DomainError MANIFEST_INVALID, MANIFEST_BLOB_UNKNOWN with the digests to push first, TAG_IMMUTABLE, QUOTA_EXCEEDED
 */
export async function pushManifest(ctx: RegistryContext, push: ManifestPush): Promise<ParsedManifest> {
  const { name, digest, tags } = push;
  const { projectId } = authorizeRepository(ctx, name, "push");
  const manifest = parseManifest(push.body, push.contentType);
  const repository = { projectId, path: name.path };
  const site = await siteId(ctx);
  const blobs = [...manifest.required, ...manifest.optional];
  const added = bytesNotUsed(projectId, repositoryId(repository), blobs);
  await underRules(ctx, projectId, async (rules) => {
    try {
      await ctx.commit([
        guardActorMay(ctx.actor, projectId, "repository", "push"),
        ...ensureRepository(repository),
        ...guardMoves(rules, repository, tags, digest),
        guardBlobsLinked(repository, manifest.required),
        ...upsertArtifact(repository, artifactRow(manifest, { ...push, leaseMs: ctx.settings.times.push_lease.ms })),
        guardQuota(projectId, added),
        ...linkArtifact(repository, { digest, blobs, children: manifest.children }),
        ...tags.flatMap((tag) => moveTag(repository, { name: tag, digest, siteId: site })),
        ...records(ctx, push, projectId),
      ]);
    } catch (error) {
      throw await explained(ctx, { push, projectId, manifest, added, rules }, error);
    }
  });
  return manifest;
}

/** What the caller reads of a refused commit. */
async function explained(
  ctx: RegistryContext,
  at: { push: ManifestPush; projectId: number; manifest: ParsedManifest; added: Sql; rules: Rules },
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof DomainError)) return error;
  const { projectId, push } = at;
  const { path } = push.name;
  if (error.code === "QUOTA_EXCEEDED") return quotaExceeded(ctx, projectId, await numberOf(ctx.store, at.added), error);
  if (error.code !== "MANIFEST_BLOB_UNKNOWN") return explainMoves(at.rules, path, push.tags, error);
  const missing = await listUnlinked(ctx.store, { projectId, path }, at.manifest.required);
  return new DomainError("MANIFEST_BLOB_UNKNOWN", { detail: { digests: missing }, cause: error.cause });
}

/** Audit and outbox rows: one each for every tag, or for the digest alone. */
function records(ctx: RegistryContext, { name, digest, tags }: ManifestPush, projectId: number) {
  const references = tags.length > 0 ? tags.map((tag) => ({ tag, text: `:${tag}` })) : [{ tag: null, text: `@${digest}` }];
  return references.flatMap(({ tag, text }) => [
    auditRow(ctx, { operation: "create", resourceType: "artifact", resource: name.full + text, projectId, success: true }),
    insertOutbox({ name: "PUSH_ARTIFACT", projectId, payload: { repository: name.full, digest, tag } }),
  ]);
}
