import { DomainError } from "../errors.ts";

declare const digestBrand: unique symbol;

/** `sha256:` or `sha512:` and lower-case hex of the right length (image-spec v1.1 §"Digests"). */
export type Digest = string & { readonly [digestBrand]: true };

export type DigestAlgorithm = "sha256" | "sha512";

const hexLength: Readonly<Record<DigestAlgorithm, number>> = { sha256: 64, sha512: 128 };

/** @throws DomainError DIGEST_INVALID */
export function parseDigest(text: string): Digest {
  const digest = digestOrNull(text);
  if (!digest) {
    throw new DomainError("DIGEST_INVALID", {
      message: "a digest is sha256: and 64, or sha512: and 128 lower-case hexadecimal digits",
    });
  }
  return digest;
}

export function digestOrNull(text: string): Digest | null {
  const match = /^(sha256|sha512):([0-9a-f]{64,128})$/.exec(text);
  if (!match) return null;
  return match[2]?.length === hexLength[match[1] as DigestAlgorithm] ? (text as Digest) : null;
}

export function algorithmOf(digest: Digest): DigestAlgorithm {
  return digest.startsWith("sha512:") ? "sha512" : "sha256";
}

export function hexOf(digest: Digest): string {
  return digest.slice(digest.indexOf(":") + 1);
}

export function digestFromHex(algorithm: DigestAlgorithm, hex: string): Digest {
  return `${algorithm}:${hex}` as Digest;
}
