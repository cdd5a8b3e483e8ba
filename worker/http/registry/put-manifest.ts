import { createHash } from "node:crypto";
import { readBounded } from "../../lib/read-bounded.ts";
import { DomainError } from "../../domain/errors.ts";
import { manifestBytesMax } from "../../domain/manifests/parse-manifest.ts";
import { pushManifest } from "../../domain/manifests/push-manifest.ts";
import { algorithmOf, type DigestAlgorithm, digestFromHex } from "../../domain/names/digest.ts";
import { isTag } from "../../domain/names/reference.ts";
import { arrivalHeaders, originOf } from "./origin.ts";
import type { RegistryHandler } from "./router.ts";

const tagsMax = 100;

/** `PUT` of a manifest by tag, or by digest with any number of `?tag=` (distribution-spec §"Pushing Manifests"). */
export const putManifest: RegistryHandler<"manifest"> = async (ctx, request, { name, reference }) => {
  const body = await readBounded(request, manifestBytesMax);
  if (!body) throw new DomainError("MANIFEST_TOO_LARGE");
  const algorithm: DigestAlgorithm = reference.kind === "digest" ? algorithmOf(reference.digest) : "sha256";
  const digest = digestFromHex(algorithm, createHash(algorithm).update(body).digest("hex"));
  if (reference.kind === "digest" && reference.digest !== digest) {
    throw new DomainError("DIGEST_INVALID", { detail: { expected: reference.digest, actual: digest } });
  }
  const tags = reference.kind === "tag" ? [reference.tag] : extraTags(request);
  const contentType = request.headers.get("Content-Type");
  // A version is one tag's.
  const origin = tags.length === 1 ? originOf(request) : null;
  const { manifest, arrival } = await pushManifest(ctx, { name, digest, tags, body, contentType, origin });
  const headers = new Headers({
    Location: `/v2/${name.full}/manifests/${digest}`,
    "Docker-Content-Digest": digest,
    "Content-Length": "0",
    ...arrivalHeaders(arrival),
  });
  if (manifest.subject) headers.set("OCI-Subject", manifest.subject);
  if (reference.kind === "digest") for (const tag of tags) headers.append("OCI-Tag", tag);
  return new Response(null, { status: 201, headers });
};

function extraTags(request: Request): string[] {
  const tags = [...new Set(new URL(request.url).searchParams.getAll("tag"))];
  if (tags.length > tagsMax || !tags.every(isTag)) {
    throw new DomainError("MANIFEST_INVALID", { message: `?tag= takes at most ${tagsMax} valid tags` });
  }
  return tags;
}
