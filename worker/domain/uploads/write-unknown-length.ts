import type { ByteSource } from "../../lib/byte-source.ts";
import { type BufferPool, createBufferPool, type Loan, PoolExhausted } from "../../lib/buffer-pool.ts";
import { createProgressWatch, type ProgressWatch, Stalled, type Watched } from "../../lib/progress-watch.ts";
import { DomainError } from "../errors.ts";
import type { BodyHash } from "./body-hash.ts";
import { partBytes } from "./session.ts";
import type { SessionWriter } from "./session-writer.ts";
import type { BodyKind } from "./write-known-length.ts";

/** Six buffers for all bodies in this isolate: with them its memory stays below the platform's 128 MB. */
export interface UploadBuffers {
  readonly pool: BufferPool;
  readonly watch: ProgressWatch;
}

function createUploadBuffers(times: { stallMs: number; waitMsMax: number }): UploadBuffers {
  const watch = createProgressWatch({ windowMs: times.stallMs, bytesMin: 1024 * 1024, now: Date.now });
  const pool = createBufferPool({ count: 6, bytesEach: partBytes, waitMsMax: times.waitMsMax, now: Date.now }, () => watch.breakStalled());
  return { pool, watch };
}

const isolateBuffers = createUploadBuffers({ stallMs: 30_000, waitMsMax: 60_000 });

/** Read so much at a time that few reads are made, and so little that a stall is seen. */
const readBytes = 256 * 1024;
const lookaheadBytes = 64 * 1024;

/**
 * Writes a body of unknown length part by part from pooled buffers. While one part is stored the next is read, if the pool has a
 * second buffer to spare.
 *
 * @throws DomainError UPLOAD_STALLED, BUSY
 */
export async function writeUnknownLength(
  writer: SessionWriter,
  body: { source: ByteSource; kind: BodyKind },
  hash: BodyHash,
  buffers: UploadBuffers = isolateBuffers,
): Promise<void> {
  const { pool } = buffers;
  let reading = await pool.acquire().catch((error: unknown) => {
    throw explain(error);
  });
  const watched = buffers.watch.watch();
  const filler = createFiller(body.source, hash, watched);
  let storing: Promise<void> = Promise.resolve();
  try {
    for (;;) {
      const filled = await filler.fill(reading, writer.multipart === null);
      await storing;
      if (filled.last) {
        await storeLast(writer, body.kind, filled.bytes, hash);
        return;
      }
      const state = hash.state(false);
      const full = reading;
      const part = writer.part(filled.bytes, partBytes, () => state);
      const next = pool.tryAcquire();
      if (!next) {
        await part;
        continue;
      }
      // Given back as soon as it is stored: a body that stalls holds one buffer, not two.
      storing = part.finally(() => full.release());
      storing.catch(() => undefined);
      reading = next;
    }
  } catch (error) {
    // Its memory is in use until then.
    await storing.catch(() => undefined);
    throw explain(error);
  } finally {
    watched.end();
    reading.release();
  }
}

interface Filled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly last: boolean;
}

/** Fills one buffer after the other. The first full one is the last when nothing follows it: then it can be stored in one put. */
function createFiller(source: ByteSource, hash: BodyHash, watched: Watched) {
  let ahead = new Uint8Array(0);
  let failure: { readonly error: unknown } | null = null;

  async function read(into: Uint8Array<ArrayBuffer>, atLeast: number): Promise<Uint8Array<ArrayBuffer>> {
    const piece = await Promise.race([source.read(into, atLeast), watched.broken]);
    watched.moved(piece.byteLength);
    hash.update(piece);
    return piece;
  }

  return {
    async fill(loan: Loan, first: boolean): Promise<Filled> {
      if (failure) throw failure.error;
      loan.bytes.set(ahead);
      let length = ahead.byteLength;
      ahead = new Uint8Array(0);
      while (length < partBytes) {
        const want = Math.min(readBytes, partBytes - length);
        const piece = await read(new Uint8Array(loan.bytes.buffer, length, want), want);
        loan.bytes = new Uint8Array(piece.buffer);
        length += piece.byteLength;
        if (piece.byteLength < want) return { bytes: loan.bytes.subarray(0, length), last: true };
      }
      if (!first) return { bytes: loan.bytes, last: false };
      try {
        ahead = await read(new Uint8Array(lookaheadBytes), 1);
        return { bytes: loan.bytes, last: ahead.byteLength === 0 };
      } catch (error) {
        // What broke off here leaves a whole part, which is kept.
        failure = { error };
        return { bytes: loan.bytes, last: false };
      }
    },
  };
}

async function storeLast(writer: SessionWriter, kind: BodyKind, bytes: Uint8Array<ArrayBuffer>, hash: BodyHash): Promise<void> {
  const state = () => hash.state(false);
  if (!writer.multipart) {
    if (kind === "closing") await writer.whole(bytes, bytes.byteLength, state);
    else if (bytes.byteLength > 0) await writer.tail(bytes, bytes.byteLength, state);
  } else if (bytes.byteLength > 0) {
    if (kind === "chunk") await writer.tail(bytes, bytes.byteLength, state);
    else await writer.part(bytes, bytes.byteLength, state);
  }
}

function explain(error: unknown): unknown {
  if (error instanceof Stalled) return new DomainError("UPLOAD_STALLED", { cause: error });
  if (error instanceof PoolExhausted) return new DomainError("BUSY", { headers: { "Retry-After": "5" }, cause: error });
  return error;
}
