import { DomainError } from "../errors.ts";
import { type Digest, digestOrNull } from "./digest.ts";

/** What follows `/manifests/`: a tag or a digest. */
export type Reference =
  | { readonly kind: "tag"; readonly tag: string; readonly text: string }
  | { readonly kind: "digest"; readonly digest: Digest; readonly text: string };

// distribution-spec v1.1 §"Pulling manifests"
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

/** @throws DomainError DIGEST_INVALID for what looks like a digest, MANIFEST_INVALID for what can be no tag. */
export function parseReference(text: string): Reference {
  const digest = digestOrNull(text);
  if (digest) return { kind: "digest", digest, text };
  if (text.includes(":")) throw new DomainError("DIGEST_INVALID");
  if (isTag(text)) return { kind: "tag", tag: text, text };
  throw new DomainError("MANIFEST_INVALID", {
    message: "a tag has 1 to 128 characters: letters, digits and _ . -, not beginning with . or -",
  });
}
