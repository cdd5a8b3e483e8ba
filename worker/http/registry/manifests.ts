import { deleteManifest as remove, receiveDeletion } from "../../domain/manifests/delete-manifest.ts";
import { getManifest as get, headManifest as head } from "../../domain/manifests/get-manifest.ts";
import { deletionVersion, tagVersion } from "../../domain/tags/tag-version.ts";
import { DomainError } from "../../domain/errors.ts";
import { notePull } from "../../domain/pulls/note-pull.ts";
import type { ManifestHead } from "../../store/manifests.ts";
import { isUnchanged } from "./conditions.ts";
import { arrivalHeaders, asksForVersions, originOf, versionHeaders } from "./origin.ts";
import type { RegistryHandler } from "./router.ts";

export { putManifest } from "./put-manifest.ts";

/** distribution-spec v1.1 §"Pulling manifests": exactly the bytes that were pushed. */
export const getManifest: RegistryHandler<"manifest"> = async (ctx, request, { name, reference }) => {
  const manifest = await get(ctx, name, reference);
  const headers = headersOf(manifest, reference.kind);
  if (isUnchanged(request, manifest.digest)) return notModified(headers);
  notePull(ctx, { name, artifactId: manifest.artifactId, digest: manifest.digest, tag: reference.kind === "tag" ? reference.tag : null });
  return new Response(manifest.body, { headers });
};

export const headManifest: RegistryHandler<"manifest"> = async (ctx, request, { name, reference }) => {
  const tag = reference.kind === "tag" && asksForVersions(request) ? reference.tag : null;
  const manifest = await head(ctx, name, reference).catch(async (error: unknown) => {
    if (tag === null || !(error instanceof DomainError) || error.code !== "MANIFEST_UNKNOWN") throw error;
    const deletion = await deletionVersion(ctx, name, tag);
    throw deletion ? new DomainError("MANIFEST_UNKNOWN", { headers: versionHeaders(deletion), cause: error }) : error;
  });
  const headers = headersOf(manifest, reference.kind);
  if (isUnchanged(request, manifest.digest)) return notModified(headers);
  const version = tag === null ? null : await tagVersion(ctx, name, tag);
  return new Response(null, { headers: { ...headers, ...(version ? versionHeaders(version) : {}) } });
};

export const deleteManifest: RegistryHandler<"manifest"> = async (ctx, request, { name, reference }) => {
  const origin = originOf(request);
  if (!origin) await remove(ctx, name, reference);
  const arrival = origin ? await receiveDeletion(ctx, name, reference, origin) : null;
  return new Response(null, { status: 202, headers: { "Content-Length": "0", ...arrivalHeaders(arrival) } });
};

function headersOf(manifest: ManifestHead, kind: "tag" | "digest"): Record<string, string> {
  return {
    "Content-Type": manifest.mediaType,
    "Content-Length": String(manifest.bodyBytes),
    "Docker-Content-Digest": manifest.digest,
    ETag: `"${manifest.digest}"`,
    // A tag may move at any time; what a digest names never changes, but who may see it does.
    "Cache-Control": kind === "tag" ? "no-cache, no-transform" : "private, max-age=0, must-revalidate, no-transform",
    Vary: "Authorization",
  };
}

function notModified(headers: Record<string, string>): Response {
  const { "Content-Length": _length, "Content-Type": _type, ...rest } = headers;
  return new Response(null, { status: 304, headers: rest });
}
