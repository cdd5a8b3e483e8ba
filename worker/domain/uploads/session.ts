/**
 * The state of an upload session and every way it may change, as pure functions: the repository's coordinator applies them and
 * writes the result down (design: "Uploads are fenced").
 *
 * A session's content so far is `partCount` whole parts of a multipart upload followed by `tail`, an object of its own. Beginning a
 * body gives an epoch; whatever an older epoch reports later changes nothing.
 */
import type { HashState, Multipart, Part, Session, StoredTail } from "../../store/coordinator/upload-types.ts";
import type { Digest, DigestAlgorithm } from "../names/digest.ts";

export const partBytes = 8 * 1024 * 1024;
/** R2 takes no more (platform limit). */
const partNumberMax = 10_000;
const partNumbersEach = 8;

export function newSession(options: { id: string; algorithm: DigestAlgorithm; expiresAtMs: number }): Session {
  return {
    ...options,
    state: "open",
    epoch: 0,
    bodyUntilMs: 0,
    bodyBoot: null,
    offset: 0,
    nextPart: 1,
    partCount: 0,
    multipart: null,
    tail: null,
    sealed: false,
    hash: { kind: "unknown" },
    finishedDigest: null,
    finishedAtMs: null,
  };
}

export interface Clock {
  readonly nowMs: number;
  readonly bodyLeaseMs: number;
  readonly expiryMs: number;
  readonly boot: string | null;
}

export type BeginRefusal = "unknown" | "busy" | "out-of-order";

/** Why a body may not begin now, or null. `start`: the first byte by `Content-Range`, null when not given. */
export function refusalToBegin(session: Session, body: { closing: boolean; start: number | null }, clock: Clock): BeginRefusal | null {
  if (session.state !== "open" || session.expiresAtMs <= clock.nowMs) return "unknown";
  // A body begun under another start of the server ended with it.
  const bodyOpen = session.bodyUntilMs > clock.nowMs && session.bodyBoot === clock.boot;
  if (bodyOpen) return "busy";
  if (body.start !== null && body.start !== session.offset) return "out-of-order";
  if (session.sealed && !body.closing) return "out-of-order";
  return null;
}

/** The next epoch begins; its part numbers start above all that were ever handed out. */
export function beginBody(session: Session, clock: Clock): Session {
  return {
    ...session,
    epoch: session.epoch + 1,
    bodyUntilMs: clock.nowMs + clock.bodyLeaseMs,
    bodyBoot: clock.boot,
    expiresAtMs: Math.max(session.expiresAtMs, clock.nowMs + clock.expiryMs),
    nextPart: session.nextPart + partNumbersEach,
  };
}

/** First and last of the part numbers that the last `beginBody` or `checkIn` handed out. */
export function handedOut(session: Session): PartNumbers {
  return { first: session.nextPart - partNumbersEach, last: Math.min(session.nextPart - 1, partNumberMax) };
}

export interface PartNumbers {
  readonly first: number;
  readonly last: number;
}

/** What a body has achieved since its last report. */
export interface BodyProgress {
  readonly offset: number;
  /** Above every part number it has tried to write, so that what it was handed and did not touch is not lost. */
  readonly nextPart: number;
  readonly newParts: readonly Part[];
  readonly multipart: Multipart | null;
  readonly tail: StoredTail | null;
  readonly sealed: boolean;
  readonly hash: HashState;
}

export function isCurrent(session: Session, epoch: number): boolean {
  return session.state === "open" && session.epoch === epoch;
}

/** An open body reports and gets more time and part numbers. Only for the current epoch. */
export function checkIn(session: Session, progress: BodyProgress, clock: Clock): Session {
  return {
    ...applyProgress(session, progress),
    bodyUntilMs: clock.nowMs + clock.bodyLeaseMs,
    expiresAtMs: Math.max(session.expiresAtMs, clock.nowMs + clock.expiryMs),
    nextPart: progress.nextPart + partNumbersEach,
  };
}

/** The body has ended, whole or broken off. Only for the current epoch. */
export function endBody(session: Session, progress: BodyProgress | null): Session {
  return { ...(progress ? applyProgress(session, progress) : session), bodyUntilMs: 0 };
}

function applyProgress(session: Session, progress: BodyProgress): Session {
  const { newParts, ...rest } = progress;
  return { ...session, ...rest, partCount: session.partCount + newParts.length };
}

/** How a closing request ended, as far as its Worker knows. */
export type FinishOutcome =
  /** D1 has it; `storageKey` is the key that `blobs` holds for the digest. */
  | { readonly kind: "committed"; readonly digest: Digest; readonly storageKey: string }
  /** No batch was sent, and none will be. `retry`: the session stays open as it was. */
  | { readonly kind: "no-batch"; readonly retry: boolean }
  /** D1 refused the batch by the name of a guard. */
  | { readonly kind: "refused"; readonly keyInTrash: boolean }
  /** A time-out: the batch may be written, now or later. */
  | { readonly kind: "unclear" };

/** The session after the current epoch's finish. The fate of its objects is decided in `disposal`. */
export function endFinish(session: Session, outcome: FinishOutcome, nowMs: number): Session {
  const ended = { ...session, bodyUntilMs: 0 };
  switch (outcome.kind) {
    case "committed":
      return { ...ended, state: "finished", finishedDigest: outcome.digest, finishedAtMs: nowMs };
    case "no-batch":
      return outcome.retry ? ended : { ...ended, state: "dead" };
    case "refused":
      return { ...ended, state: "dead" };
    case "unclear":
      // The same content may be finished again: another batch names the same key, so both may be written.
      return ended;
  }
}
