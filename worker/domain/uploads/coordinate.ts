/**
 * What a repository's coordinator does when it is called: load the session, apply the pure transition, write it down. All of it is
 * synchronous, so nothing comes between reading and writing.
 */
import type { CoordinatorRecords } from "../../store/coordinator/records.ts";
import type { Part, Session } from "../../store/coordinator/upload-types.ts";
import type { Digest, DigestAlgorithm } from "../names/digest.ts";
import { mayDeleteEarly } from "./disposal.ts";
import {
  beginBody,
  type BeginRefusal,
  type BodyProgress,
  checkIn,
  type Clock,
  endBody,
  endFinish,
  type FinishOutcome,
  handedOut,
  isCurrent,
  newSession,
  type PartNumbers,
  refusalToBegin,
} from "./session.ts";

export interface Desk {
  readonly records: CoordinatorRecords;
  readonly clock: Clock;
  /** Makes a key that was never used: `<coordinator id>/<random>`. */
  readonly newKey: () => string;
}

export interface BeginRequest {
  /** Null: opens a session first, for a single POST. */
  readonly sessionId: string | null;
  readonly algorithm: DigestAlgorithm;
  readonly start: number | null;
  /** A closing request names the digest it claims, and whether bytes come with it. */
  readonly closing: { readonly digest: Digest; readonly withBody: boolean } | null;
}

export type BeginAnswer =
  | { readonly ok: true; readonly grant: BodyGrant }
  /** `finished`: the same closing request succeeded before. */
  | { readonly ok: false; readonly reason: BeginRefusal | "finished"; readonly offset: number };

/** What a Worker needs to take a body. */
export interface BodyGrant {
  readonly session: Session;
  readonly epoch: number;
  readonly partNumbers: PartNumbers;
  /** Where the multipart upload goes, or is going already, and where the whole content goes when it is closed in one put. */
  readonly objectKey: string;
  /** For the bytes behind the last whole part. */
  readonly tailKey: string;
  /** All parts so far, for a closing request. */
  readonly parts: readonly Part[];
}

export function openSession(desk: Desk, id: string, algorithm: DigestAlgorithm): Session {
  const session = newSession({ id, algorithm, expiresAtMs: desk.clock.nowMs + desk.clock.expiryMs });
  desk.records.saveSession(session);
  return session;
}

export function begin(desk: Desk, request: BeginRequest): BeginAnswer {
  const { records, clock } = desk;
  const before =
    request.sessionId === null ? openSession(desk, crypto.randomUUID(), request.algorithm) : records.findSession(request.sessionId);
  if (!before) return { ok: false, reason: "unknown", offset: 0 };
  // A repeated finish is told the same as the first.
  if (before.state === "finished" && before.finishedDigest !== null && before.finishedDigest === request.closing?.digest) {
    return { ok: false, reason: "finished", offset: before.offset };
  }
  const refusal = refusalToBegin(before, { closing: request.closing !== null, start: request.start }, clock);
  if (refusal) return { ok: false, reason: refusal, offset: before.offset };
  const session = beginBody(before, clock);
  records.saveSession(session);
  // Keys are written down before their first byte.
  const objectKey = session.multipart?.key ?? desk.newKey();
  const tailKey = desk.newKey();
  records.addObject(objectKey, session.id);
  records.addObject(tailKey, session.id);
  if (request.closing) records.addFinish(session.id, session.epoch, finishKey(session, objectKey, request.closing.withBody));
  const parts = request.closing ? records.listParts(session.id) : [];
  return { ok: true, grant: { session, epoch: session.epoch, partNumbers: handedOut(session), objectKey, tailKey, parts } };
}

/** The key that the blob will have: the tail itself when that is all there is. */
export function finishKey(session: Session, objectKey: string, withBody: boolean): string {
  return !session.multipart && session.tail && !withBody ? session.tail.key : objectKey;
}

/** @returns the next part numbers, or null when a newer epoch or an end has fenced this body off. */
export function reportBody(desk: Desk, id: string, epoch: number, progress: BodyProgress): PartNumbers | null {
  const session = desk.records.findSession(id);
  if (!session || !isCurrent(session, epoch)) return null;
  const after = checkIn(session, progress, desk.clock);
  record(desk, session, after, progress.newParts);
  return handedOut(after);
}

/** `unused`: keys of the grant that were never written to. Returns false when fenced off. */
export function endOfBody(desk: Desk, id: string, epoch: number, progress: BodyProgress, unused: readonly string[]): boolean {
  const session = desk.records.findSession(id);
  if (!session || !isCurrent(session, epoch)) return false;
  record(desk, session, endBody(session, progress), progress.newParts);
  for (const key of unused) desk.records.forgetObject(key);
  return true;
}

export interface FinishReport {
  readonly outcome: FinishOutcome;
  /** What its body achieved, when the session stays open. */
  readonly progress: BodyProgress | null;
  /** Keys of the grant that were never written to. */
  readonly unused: readonly string[];
}

/** The end of a closing request, also of one whose epoch has passed: what it says of its object is true all the same. */
export function endOfFinish(desk: Desk, id: string, epoch: number, end: FinishReport): void {
  const { records, clock } = desk;
  const { outcome } = end;
  const key = records.findFinishKey(id, epoch);
  if (key === null) return;
  if (outcome.kind === "no-batch") records.setFinishOutcome(id, epoch, "no-batch");
  if (outcome.kind === "refused") records.setFinishOutcome(id, epoch, "refused");
  if (outcome.kind === "committed") {
    records.setFinishOutcome(id, epoch, outcome.storageKey === key ? "committed" : "other-key");
  }
  // The key is D1's now: `blobs` or `trash` names it.
  if ((outcome.kind === "committed" && outcome.storageKey === key) || (outcome.kind === "refused" && outcome.keyInTrash)) {
    records.forgetObject(key);
  }
  const session = records.findSession(id);
  if (session && isCurrent(session, epoch)) {
    const ended = endFinish(session, outcome, clock.nowMs);
    const after = end.progress ? endBody(ended, end.progress) : ended;
    record(desk, session, after, end.progress?.newParts ?? []);
    for (const unusedKey of end.unused) if (unusedKey !== after.multipart?.key) records.forgetObject(unusedKey);
    if (after.state !== "open") releaseObjects(desk, id);
    else if (outcome.kind === "no-batch" && !keysOf(after).includes(key)) discard(desk, key);
  } else if (!session || session.state !== "open") {
    releaseObjects(desk, id);
  }
}

/** distribution-spec "Canceling an upload". Returns false when there is no such open session. */
export function cancel(desk: Desk, id: string): boolean {
  const session = desk.records.findSession(id);
  if (!session || session.state !== "open") return false;
  desk.records.saveSession({ ...session, state: "dead" });
  releaseObjects(desk, id);
  return true;
}

function record(desk: Desk, before: Session, after: Session, newParts: readonly Part[]): void {
  desk.records.saveSession(after);
  desk.records.addParts(after.id, newParts);
  if (after.multipart && !before.multipart) desk.records.setUploadId(after.multipart.key, after.multipart.uploadId);
  if (before.tail && before.tail.key !== after.tail?.key) discard(desk, before.tail.key);
}

/** The session needs none of its objects any more. */
function releaseObjects(desk: Desk, sessionId: string): void {
  for (const object of desk.records.objectsOf(sessionId)) if (object.deleteAtMs === null) discard(desk, object.key);
}

/** Has the alarm delete the object at once if no batch can name it; otherwise it stays until its session has expired. */
function discard(desk: Desk, key: string): void {
  if (mayDeleteEarly(key, desk.records.finishesOn(key))) desk.records.scheduleDeletion(key, desk.clock.nowMs, 0);
}

function keysOf(session: Session): string[] {
  return [session.multipart?.key, session.tail?.key].filter((key) => key !== undefined);
}
