import { DomainError } from "../../domain/errors.ts";
import { type Digest, parseDigest } from "../../domain/names/digest.ts";
import { parseReference, type Reference } from "../../domain/names/reference.ts";
import { parseRepositoryName, type RepositoryName } from "../../domain/names/repository-name.ts";

/** The endpoints of distribution-spec v1.1 §"Endpoints". */
export type Route =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  | { readonly kind: "tags"; readonly name: RepositoryName }
  | { readonly kind: "referrers"; readonly name: RepositoryName; readonly digest: Digest }
  | { readonly kind: "manifest"; readonly name: RepositoryName; readonly reference: Reference }
  | { readonly kind: "blob"; readonly name: RepositoryName; readonly digest: Digest }
  | { readonly kind: "uploads"; readonly name: RepositoryName }
  | { readonly kind: "upload"; readonly name: RepositoryName; readonly session: string };

/**
 * Reads a path from the right, because repository names hold slashes and may hold the endpoints' own words.
 * The path must come as sent: nothing in it is ever decoded, so an escape is simply a character no name may have.
 *
 * @throws DomainError NAME_INVALID, DIGEST_INVALID, MANIFEST_INVALID, NOT_FOUND
 */
export function parseRoute(path: string): Route {
  if (path === "/v2" || path === "/v2/") return { kind: "base" };
  if (path === "/v2/_catalog") return { kind: "catalog" };
  const parts = path.slice("/v2/".length).split("/");
  const last = parts.at(-1) ?? "";
  const word = parts.at(-2) ?? "";
  if (last === "list" && word === "tags") return { kind: "tags", name: nameOf(parts, 2) };
  if (word === "manifests") return { kind: "manifest", name: nameOf(parts, 2), reference: parseReference(last) };
  if (word === "referrers") return { kind: "referrers", name: nameOf(parts, 2), digest: parseDigest(last) };
  if (word === "uploads" && parts.at(-3) === "blobs") {
    if (last === "") return { kind: "uploads", name: nameOf(parts, 3) };
    return { kind: "upload", name: nameOf(parts, 3), session: last };
  }
  if (last === "uploads" && word === "blobs") return { kind: "uploads", name: nameOf(parts, 2) };
  if (word === "blobs") return { kind: "blob", name: nameOf(parts, 2), digest: parseDigest(last) };
  throw new DomainError("NOT_FOUND", { message: "there is no such endpoint under /v2" });
}

function nameOf(parts: readonly string[], wordsBehind: number): RepositoryName {
  return parseRepositoryName(parts.slice(0, parts.length - wordsBehind).join("/"));
}
