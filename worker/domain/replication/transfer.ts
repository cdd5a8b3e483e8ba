import { RemoteError } from "../registries/remote-error.ts";
import type { Body, OpenRange } from "./sides.ts";

const pieceBytes = 512 * 1024;
/** Less than this in half a minute counts as nothing. */
const pieceBytesMin = 64 * 1024;
const stallMs = 30_000;
const lookEachMs = 5000;

/** Bytes that have all been sent are put away, and perhaps verified, before the answer; who is slow does 10 MB a second. */
export const answerMs = (bytes: number) => 60_000 + Math.ceil(bytes / 10_000);

interface TransferOptions {
  readonly signal: AbortSignal;
  readonly moved: (bytes: number) => void;
  /** How long the other side may take to answer once it has every byte. */
  readonly answerMs: number;
}

/**
 * Leads bytes from a source to whoever sends them, at the slower one's pace and within one piece of memory. A side that moves nothing for half a
 * minute is given up.
 *
 * @throws RemoteError of the side that failed first
 */
export async function transfer<T>(from: OpenRange, send: (body: Body) => Promise<T>, options: TransferOptions): Promise<T> {
  const { readable, writable } = new FixedLengthStream(from.bytes);
  const giveUp = new AbortController();
  const signal = AbortSignal.any([giveUp.signal, options.signal]);
  let lastMs = Date.now();
  let isPassing = true;
  const moved = (bytes: number) => {
    lastMs = Date.now();
    options.moved(bytes);
  };
  const watch = setInterval(() => {
    if (Date.now() - lastMs > (isPassing ? stallMs : options.answerMs)) giveUp.abort(stalled(isPassing, options.answerMs));
  }, lookEachMs);
  const passed = pass(from, writable, moved, signal).finally(() => {
    isPassing = false;
  });
  // Heard below; until then nobody may be listening.
  passed.catch((error: unknown) => giveUp.abort(error));
  try {
    return await send({ stream: readable, bytes: from.bytes, signal });
  } catch (error) {
    giveUp.abort(error);
    // The source's failure is the reason of the other's, when it came first.
    const reason: unknown = await passed.then(
      () => null,
      (why: unknown) => why,
    );
    throw reason instanceof RemoteError ? reason : error;
  } finally {
    clearInterval(watch);
  }
}

function stalled(isPassing: boolean, limitMs: number): RemoteError {
  if (isPassing) return new RemoteError("damaged", `the bytes stalled for ${stallMs / 1000} seconds`);
  return new RemoteError("damaged", `all bytes were sent and no answer came for ${Math.round(limitMs / 1000)} seconds`);
}

/** Exactly the range, whatever else the source sends. */
async function pass(
  from: OpenRange,
  target: WritableStream<Uint8Array>,
  moved: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const reader = from.stream.getReader({ mode: "byob" });
  const writer = target.getWriter();
  let { skip, bytes: left } = from;
  try {
    while (left > 0) {
      const piece = await unlessAborted(signal, readPiece(reader, Math.min(pieceBytes, skip + left)));
      if (piece.byteLength === 0) throw new RemoteError("damaged", `the source broke off, ${left} bytes before the end`);
      const wanted = piece.subarray(skip);
      skip -= piece.byteLength - wanted.byteLength;
      left -= wanted.byteLength;
      if (wanted.byteLength > 0) await unlessAborted(signal, writer.write(wanted));
      moved(wanted.byteLength);
    }
    await unlessAborted(signal, writer.close());
    await reader.cancel().catch(() => undefined);
  } catch (error) {
    await Promise.all([writer.abort(error), reader.cancel(error)].map((end) => end.catch(() => undefined)));
    throw error;
  }
}

/** Empty at the end. */
async function readPiece(reader: ReadableStreamBYOBReader, bytesMax: number): Promise<Uint8Array> {
  try {
    const { value } = await reader.readAtLeast(Math.min(pieceBytesMin, bytesMax), new Uint8Array(bytesMax));
    return value ?? new Uint8Array(0);
  } catch (error) {
    throw new RemoteError("damaged", `the source broke off: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Not by `Promise.race`: a promise that waits for all of a transfer would keep every piece that it raced with. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
