import type { ByteSource } from "../../lib/byte-source.ts";
import type { ObjectBody } from "../../store/blob-writes.ts";
import { DomainError } from "../errors.ts";
import type { BodyHash } from "./body-hash.ts";
import { partBytes } from "./session.ts";
import type { SessionWriter } from "./session-writer.ts";

/** How a body came: it decides what becomes of the bytes behind the last whole part. */
export type BodyKind = "stream" | "chunk" | "closing";

const pumpBytes = 256 * 1024;

/**
 * Writes exactly `bytes` (carried tail included) without holding more than a piece in memory: each part is passed on while it
 * arrives.
 */
export async function writeKnownLength(
  writer: SessionWriter,
  body: { source: ByteSource; bytes: number; kind: BodyKind },
  hash: BodyHash,
): Promise<void> {
  const pump = createPump(body.source, hash);
  const state = () => hash.state(false);
  if (!writer.multipart && body.bytes <= partBytes) {
    await pump(body.bytes, (stream) =>
      body.kind === "closing" ? writer.whole(stream, body.bytes, state) : writer.tail(stream, body.bytes, state),
    );
    return;
  }
  let left = body.bytes;
  for (; left >= partBytes; left -= partBytes) {
    await pump(partBytes, (stream) => writer.part(stream, partBytes, state));
  }
  if (left === 0) return;
  await pump(left, (stream) => (body.kind === "chunk" ? writer.tail(stream, left, state) : writer.part(stream, left, state)));
}

/** Passes a number of bytes from the source through the hash into a stream of known length. */
function createPump(source: ByteSource, hash: BodyHash) {
  let memory = new ArrayBuffer(pumpBytes);
  return async (bytes: number, send: (stream: ObjectBody) => Promise<unknown>): Promise<void> => {
    const { readable, writable } = new FixedLengthStream(bytes);
    const sent = send(readable);
    const fed = feed(writable, bytes);
    const [feeding, sending] = await Promise.allSettled([fed, sent]);
    if (sending.status === "rejected" && feeding.status === "fulfilled") throw sending.reason;
    if (feeding.status === "rejected") throw feeding.reason;
  };

  async function feed(writable: WritableStream<Uint8Array>, bytes: number): Promise<void> {
    const out = writable.getWriter();
    try {
      for (let left = bytes; left > 0;) {
        const want = Math.min(left, pumpBytes);
        const piece = await source.read(new Uint8Array(memory, 0, want), want);
        if (piece.byteLength < want) throw new DomainError("UPLOAD_BROKEN_OFF");
        hash.update(piece);
        await out.write(piece);
        left -= want;
        memory = piece.buffer.byteLength === pumpBytes ? piece.buffer : new ArrayBuffer(pumpBytes);
      }
      await out.close();
    } catch (error) {
      await out.abort(error).catch(() => undefined);
      throw error;
    }
  }
}
