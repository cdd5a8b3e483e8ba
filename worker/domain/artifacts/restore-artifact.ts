import { guardTagFree } from "../../store/artifact-tags.ts";
import { ensureRepository, linkBlob, repositoryId } from "../../store/blob-links.ts";
import {
  type DeletedArtifactRow,
  findDeletedArtifact,
  findDeletedByDigest,
  forgetDeleted,
  guardDeleted,
  listDeletedAccessories,
  listDeletedArtifacts as list,
  listFreeTags,
  readDeletedBody,
  restoreBlobs,
} from "../../store/deleted-artifacts.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { insertOutbox } from "../../store/outbox.ts";
import type { ProjectReference, ProjectRow } from "../../store/projects.ts";
import { guardBlobsLinked, linkArtifact, moveTag, upsertArtifact } from "../../store/push-manifest.ts";
import { bytesNotUsed, guardQuota } from "../../store/quotas.ts";
import { nowMs, sql } from "../../store/sql.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { artifactRow } from "../manifests/artifact-row.ts";
import { type ParsedManifest, parseManifest } from "../manifests/parse-manifest.ts";
import type { Digest } from "../names/digest.ts";
import { siteId } from "../site/bootstrap.ts";

/** Who may change the project's settings may undo a deletion. */
const right = ["project", "update"] as const;

/** Newest first. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listDeletedArtifacts(
  ctx: Context,
  reference: ProjectReference,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<{ project: ProjectRow; found: Listing<DeletedArtifactRow> }> {
  const project = await authorizeProject(ctx, reference, ...right);
  return { project, found: await list(ctx.store, project.id, terms, page) };
}

/**
 * Brings an artifact back with the tags that nothing has taken since, with the children and accessories that were deleted too.
 *
 * @returns where it is.
 * @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when some of its bytes are gone, QUOTA_EXCEEDED
 */
export async function restoreArtifact(
  ctx: Context,
  reference: ProjectReference,
  id: number,
): Promise<{ project: string; repository: string; digest: string }> {
  const project = await authorizeProject(ctx, reference, ...right);
  const deleted = await findDeletedArtifact(ctx.store, project.id, id);
  if (!deleted) throw notFound(id);
  await restore(ctx, project, deleted, new Set());
  return { project: project.name, repository: deleted.repository, digest: deleted.digest };
}

/** What it names before it, so that nothing is whole that lacks something; what belongs to it behind it. Each is one batch. */
async function restore(ctx: Context, project: ProjectRow, deleted: DeletedArtifactRow, seen: Set<string>): Promise<void> {
  if (seen.has(deleted.digest)) return;
  seen.add(deleted.digest);
  const text = await readDeletedBody(ctx.store, deleted.id);
  if (text === "") throw notFound(deleted.id);
  const body = new TextEncoder().encode(text);
  const manifest = parseManifest(body, deleted.mediaType);
  // Somebody else may bring the same back at the same time; whoever comes second finds it done.
  const along = (one: DeletedArtifactRow) => restore(ctx, project, one, seen).catch(unless("NOT_FOUND"));
  for (const child of manifest.children) {
    const gone = await findDeletedByDigest(ctx.store, deleted, child.digest);
    if (gone) await along(gone);
  }
  const accessories = await listDeletedAccessories(ctx.store, deleted);
  await restoreOne(ctx, project, deleted, { manifest, body });
  for (const accessory of accessories) await along(accessory);
}

function notFound(id: number): DomainError {
  return new DomainError("NOT_FOUND", { message: `deleted artifact ${id} not found` });
}

function unless(code: DomainError["code"]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof DomainError && error.code === code)) throw error;
  };
}

async function restoreOne(
  ctx: Context,
  project: ProjectRow,
  deleted: DeletedArtifactRow,
  { manifest, body }: { manifest: ParsedManifest; body: Uint8Array },
): Promise<void> {
  const repository = { projectId: project.id, path: deleted.repository };
  const digest = deleted.digest as Digest;
  const full = `${project.name}/${deleted.repository}`;
  const leaseMs = ctx.settings.times.push_lease.ms;
  const site = await siteId(ctx);
  const named = JSON.parse(deleted.tags) as string[];
  const tags = await listFreeTags(ctx.store, repositoryId(repository), named);
  const blobs = [...manifest.required, ...manifest.optional];
  // What the manifest merely names is not given to a repository that never had it.
  const held = [...new Set([...manifest.required, ...(JSON.parse(deleted.blobs) as string[])])];
  try {
    await ctx.commit([
      guardActorMay(ctx.actor, project.id, ...right),
      guardDeleted(deleted.id),
      ...ensureRepository(repository),
      ...restoreBlobs(held),
      ...held.flatMap((one) => linkBlob(repository, { digest: one, leaseMs, uploadedAt: nowMs })),
      guardBlobsLinked(repository, held),
      ...upsertArtifact(repository, artifactRow(manifest, { digest, body, tags: named, leaseMs })),
      guardQuota(project.id, bytesNotUsed(project.id, repositoryId(repository), blobs)),
      ...linkArtifact(repository, { digest, blobs, children: manifest.children }),
      ...tags.flatMap((name) => [guardTagFree(repositoryId(repository), name), ...moveTag(repository, { name, digest, siteId: site })]),
      ...forgetDeleted(sql`(${deleted.id})`),
      auditRow(ctx, {
        operation: "restore",
        resourceType: "artifact",
        resource: `${full}@${digest}`,
        projectId: project.id,
        success: true,
      }),
      insertOutbox({ name: "PUSH_ARTIFACT", projectId: project.id, payload: { repository: full, digest, tag: null } }),
      ...tags.map((tag) => insertOutbox({ name: "PUSH_ARTIFACT", projectId: project.id, payload: { repository: full, digest, tag } })),
    ]);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "PRECONDITION") throw error;
    throw new DomainError("PRECONDITION", { message: `bytes of ${full}@${digest} are gone; push it again`, cause: error });
  }
}
