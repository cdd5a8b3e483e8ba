/** What a repository's coordinator keeps of an upload. Rules are in `domain/uploads/session.ts`. */

export interface Session {
  readonly id: string;
  readonly algorithm: "sha256" | "sha512";
  readonly state: "open" | "dead" | "finished";
  readonly expiresAtMs: number;
  readonly epoch: number;
  /** While a body is open: until when it keeps others out. 0: none is open. */
  readonly bodyUntilMs: number;
  /** The start of the server under which that body was begun; null on Cloudflare. */
  readonly bodyBoot: string | null;
  /** Bytes that are acknowledged. */
  readonly offset: number;
  /** Above every part number that is or may be in use. */
  readonly nextPart: number;
  readonly partCount: number;
  readonly multipart: Multipart | null;
  readonly tail: StoredTail | null;
  /** The last part is shorter than the others: nothing can follow it. */
  readonly sealed: boolean;
  readonly hash: HashState;
  readonly finishedDigest: string | null;
  readonly finishedAtMs: number | null;
}

export interface Multipart {
  readonly key: string;
  readonly uploadId: string;
}

/** An object that holds the bytes behind the last whole part. */
export interface StoredTail {
  readonly key: string;
  readonly bytes: number;
}

/** What is known of the digest of the first `offset` bytes. */
export type HashState =
  | { readonly kind: "saved"; readonly state: string }
  | { readonly kind: "digest"; readonly digest: string }
  /** Only reading the content tells. */
  | { readonly kind: "unknown" };

export interface Part {
  readonly number: number;
  readonly etag: string;
}

/** A closing request that named an object as the blob's, and what became of it; null: it never reported. */
export interface Finish {
  readonly key: string;
  readonly outcome: "no-batch" | "refused" | "other-key" | "committed" | null;
}

export interface ObjectRecord {
  readonly key: string;
  readonly sessionId: string;
  readonly uploadId: string | null;
  /** When the alarm deletes it; null while its session needs it. */
  readonly deleteAtMs: number | null;
  /** Deletions done: a write under way may land after the first, so there is a second a day later. */
  readonly deletions: number;
}
