import { SHA256 } from "@stablelib/sha256";

/** SHA-256 whose state can be written down between two requests; the runtime's own hash is eight times faster but cannot. */
export interface ResumableSha256 {
  update(bytes: Uint8Array): void;
  /** The state as text of a few hundred characters, for `resumeSha256`. */
  save(): string;
  /** Hexadecimal digest of all bytes so far; more may follow. */
  hex(): string;
}

/** @param saved what `save` returned; without it a fresh hash. */
export function resumeSha256(saved?: string): ResumableSha256 {
  let hash = new SHA256();
  if (saved !== undefined) hash = hash.restoreState(parseState(saved));
  return {
    update: (bytes) => void hash.update(bytes),
    save: () => formatState(hash),
    hex: () => {
      const copy = new SHA256().restoreState(hash.saveState());
      return Array.from(copy.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}

function formatState(hash: SHA256): string {
  const { state, buffer, bufferLength, bytesHashed } = hash.saveState();
  return JSON.stringify([Array.from(state), Array.from(buffer ?? []).slice(0, bufferLength), bytesHashed]);
}

function parseState(saved: string): ReturnType<SHA256["saveState"]> {
  const [state, pending, bytesHashed] = JSON.parse(saved) as [number[], number[], number];
  const buffer = new Uint8Array(128);
  buffer.set(pending);
  return { state: Int32Array.from(state), buffer, bufferLength: pending.length, bytesHashed };
}
