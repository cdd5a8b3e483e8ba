import { createHash } from "node:crypto";
import { resumeSha256 } from "../../lib/resumable-sha256.ts";
import type { HashState, Session } from "../../store/coordinator/upload-types.ts";
import { digestFromHex } from "../names/digest.ts";

/** Hashes a body while it passes. */
export interface BodyHash {
  update(bytes: Uint8Array): void;
  /** What is known at this point; `atEnd`: no more bytes will come in this request. */
  state(atEnd: boolean): HashState;
}

/**
 * Picks the hash for a body that follows what the session has.
 *
 * Content that is all in the tail is read again anyway, so the hash may begin anew with it. Real chunks need a state that
 * survives the request; a stream is expected to come whole and gets the runtime's own, faster hash.
 */
export function startBodyHash(session: Session, chunked: boolean): BodyHash {
  const carried = session.tail?.bytes ?? 0;
  if (session.hash.kind === "saved" && session.offset > 0) {
    return skipping(carried, resumable(session.hash.state));
  }
  if (session.partCount > 0) return unknowable;
  if (!chunked) return native(session.algorithm);
  return session.algorithm === "sha256" ? resumable() : unknowable;
}

const unknowable: BodyHash = { update: () => undefined, state: () => ({ kind: "unknown" }) };

function native(algorithm: Session["algorithm"]): BodyHash {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    state: (atEnd) => (atEnd ? { kind: "digest", digest: digestFromHex(algorithm, hash.copy().digest("hex")) } : { kind: "unknown" }),
  };
}

function resumable(saved?: string): BodyHash {
  const hash = resumeSha256(saved);
  return { update: (bytes) => hash.update(bytes), state: () => ({ kind: "saved", state: hash.save() }) };
}

/** The saved state already covers the carried tail, which passes again. */
function skipping(count: number, hash: BodyHash): BodyHash {
  let left = count;
  return {
    update(bytes) {
      const skipped = Math.min(left, bytes.byteLength);
      left -= skipped;
      if (skipped < bytes.byteLength) hash.update(bytes.subarray(skipped));
    },
    state: (atEnd) => hash.state(atEnd),
  };
}

/** The digest that a state stands for, or null when it is not of this algorithm or not known. */
export function digestOfState(state: HashState, algorithm: Session["algorithm"]): string | null {
  if (state.kind === "digest") return state.digest.startsWith(`${algorithm}:`) ? state.digest : null;
  if (state.kind === "saved" && algorithm === "sha256") return digestFromHex("sha256", resumeSha256(state.state).hex());
  return null;
}
