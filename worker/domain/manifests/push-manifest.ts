import { ensureRepository, repositoryId } from "../../store/blob-links.ts";
import { numberOf } from "../../store/db.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { guardBlobsLinked, linkArtifact, listUnlinked, moveTag, upsertArtifact } from "../../store/push-manifest.ts";
import { noteVia } from "../../store/tag-versions.ts";
import { bytesNotUsed, guardQuota } from "../../store/quotas.ts";
import type { Sql } from "../../store/sql.ts";
import { guardActorMay } from "../access/guard.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { explainMoves, guardMoves, type Rules, underRules } from "../immutability/protect-tags.ts";
import { quotaExceeded } from "../quotas/explain.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { siteId } from "../site/bootstrap.ts";
import { type Arrival, arrive, guardIsSite, type Origin } from "../tags/receive-tag.ts";
import { artifactRow } from "./artifact-row.ts";
import { type ParsedManifest, parseManifest } from "./parse-manifest.ts";

export interface ManifestPush {
  readonly name: RepositoryName;
  /** Of exactly these bytes; the caller has compared it with the reference. */
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly body: Uint8Array;
  readonly contentType: string | null;
  /** Of a change that another site brings: it is about the only tag. Null: it is made here. */
  readonly origin?: Origin | null;
  /** Where the site itself got it from; null: somebody pushes it. */
  readonly via?: string | null;
}

export interface PushedManifest {
  readonly manifest: ParsedManifest;
  /** What became of the change that another site brought. */
  readonly arrival: Arrival | null;
}

/**
 * Makes the artifact and moves its tags (distribution-spec v1.1 §"Pushing Manifests"): one batch, in which the database proves
 * again that every required blob is linked and that the actor may still push.
 *
 * @throws DomainError MANIFEST_INVALID, MANIFEST_BLOB_UNKNOWN with the digests to push first, TAG_IMMUTABLE, QUOTA_EXCEEDED
 */
export async function pushManifest(ctx: RegistryContext, push: ManifestPush): Promise<PushedManifest> {
  const { name, digest, tags } = push;
  const { projectId } = authorizeRepository(ctx, name, "push");
  const manifest = parseManifest(push.body, push.contentType);
  const repository = { projectId, path: name.path };
  const site = await siteId(ctx);
  const blobs = [...manifest.required, ...manifest.optional];
  const added = bytesNotUsed(projectId, repositoryId(repository), blobs);
  return underRules(ctx, projectId, async (rules) => {
    const arrival = await arrivalOf(ctx, push, projectId);
    const right = [guardActorMay(ctx.actor, projectId, "repository", "push"), ...(arrival ? [guardIsSite(ctx)] : [])];
    if (arrival && !arrival.reception.applies) {
      await ctx.commit([...right, ...arrival.statements]);
      return { manifest, arrival };
    }
    const { via = null } = push;
    const moved = (tag: string) => [
      ...moveTag(repository, { name: tag, digest, siteId: site }),
      ...(via === null ? [] : [noteVia(repository, tag, via)]),
    ];
    const moves = arrival?.statements ?? tags.flatMap(moved);
    try {
      await ctx.commit([
        ...right,
        ...ensureRepository(repository),
        ...guardMoves(rules, repository, tags, digest),
        guardBlobsLinked(repository, manifest.required),
        ...upsertArtifact(repository, artifactRow(manifest, { ...push, leaseMs: ctx.settings.times.push_lease.ms })),
        guardQuota(projectId, added),
        ...linkArtifact(repository, { digest, blobs, children: manifest.children }),
        ...moves,
        ...records(ctx, push, projectId),
      ]);
    } catch (error) {
      throw await explained(ctx, { push, projectId, manifest, added, rules }, error);
    }
    return { manifest, arrival };
  });
}

async function arrivalOf(ctx: Context, { name, digest, tags, origin }: ManifestPush, projectId: number): Promise<Arrival | null> {
  const [tag] = tags;
  if (!origin || tag === undefined) return null;
  return arrive(ctx, { repository: { projectId, path: name.path }, name, tag, digest }, origin);
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
function records(ctx: RegistryContext, { name, digest, tags, origin, via }: ManifestPush, projectId: number) {
  const references = tags.length > 0 ? tags.map((tag) => ({ tag, text: `:${tag}` })) : [{ tag: null, text: `@${digest}` }];
  return references.flatMap(({ tag, text }) => [
    auditRow(ctx, { operation: "create", resourceType: "artifact", resource: name.full + text, projectId, success: true }),
    insertOutbox({ name: "PUSH_ARTIFACT", projectId, payload: { repository: name.full, digest, tag, via: origin?.via ?? via ?? null } }),
  ]);
}
