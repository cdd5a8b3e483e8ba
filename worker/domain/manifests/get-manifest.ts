import { createMemoryCache } from "../../lib/memory-cache.ts";
import { findManifest, findManifestHead, findManifestHeadAndRenew, type ManifestHead, type ManifestRow } from "../../store/manifests.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { DomainError } from "../errors.ts";
import type { Reference } from "../names/reference.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** Manifests by digest, for callers who may not push: at most ten seconds after D1 was asked (design invariant 13). */
const remembered = createMemoryCache<ManifestRow>({ bytesMax: 8 * 1024 * 1024, keptMs: 10_000 });

/** The isolate that deletes manifests, and what belongs to them, must not serve them for ten seconds more. */
export function forgetManifests(projectId: number, name: RepositoryName): void {
  remembered.dropAll(keyOf(projectId, name, ""));
}

/** @throws DomainError MANIFEST_UNKNOWN */
export async function getManifest(ctx: RegistryContext, name: RepositoryName, reference: Reference): Promise<ManifestRow> {
  const { projectId, mayPush } = authorizeRepository(ctx, name, "pull");
  const repository = { projectId, path: name.path };
  if (reference.kind === "tag") {
    return (await findManifest(ctx.store, repository, { tag: reference.tag }, "primary")) ?? unknown(name, reference);
  }
  const key = keyOf(projectId, name, reference.digest);
  const known = mayPush ? null : remembered.get(key, ctx.now());
  if (known) return known;
  const wanted = { digest: reference.digest };
  const found =
    (await findManifest(ctx.store, repository, wanted, "nearest")) ?? (await findManifest(ctx.store, repository, wanted, "primary"));
  if (!found) return unknown(name, reference);
  if (!mayPush) remembered.set(key, found, found.bodyBytes, ctx.now());
  return found;
}

/** What a pusher is told exists has a lease that outlasts the push. @throws DomainError MANIFEST_UNKNOWN */
export async function headManifest(ctx: RegistryContext, name: RepositoryName, reference: Reference): Promise<ManifestHead> {
  const { projectId, mayPush } = authorizeRepository(ctx, name, "pull");
  const repository = { projectId, path: name.path };
  const wanted = reference.kind === "tag" ? { tag: reference.tag } : { digest: reference.digest };
  const found = mayPush
    ? await findManifestHeadAndRenew(ctx.store, repository, wanted, ctx.settings.times.push_lease.ms)
    : await findManifestHead(ctx.store, repository, wanted, "primary");
  return found ?? unknown(name, reference);
}

function keyOf(projectId: number, name: RepositoryName, digest: string): string {
  return `${projectId}/${name.path}@${digest}`;
}

function unknown(name: RepositoryName, reference: Reference): never {
  throw new DomainError("MANIFEST_UNKNOWN", { detail: { name: name.full, reference: reference.text } });
}
