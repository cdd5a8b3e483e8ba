import { RemoteError } from "../registries/remote-error.ts";
import type { Body, OpenRange } from "./sides.ts";

const pieceBytes = 512 * 1024;
const stallMs = 30_000;
const lookEachMs = 5000;

/**
 * Leads bytes from a source to whoever sends them, at the slower one's pace and within one piece of memory. A side that moves nothing for half a
 * minute is given up.
 *
 * @throws RemoteError of the side that failed first
 */
export async function transfer<T>(
  from: OpenRange,
  send: (body: Body) => Promise<T>,
  options: { readonly signal: AbortSignal; readonly moved: (bytes: number) => void },
): Promise<T> {
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
    if (isPassing && Date.now() - lastMs > stallMs)
      giveUp.abort(new RemoteError("damaged", `the bytes stalled for ${stallMs / 1000} seconds`));
  }, lookEachMs);
  const passed = pass(from.stream, writable, moved, signal).finally(() => {
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

async function pass(
  source: ReadableStream<Uint8Array>,
  target: WritableStream<Uint8Array>,
  moved: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const reader = source.getReader({ mode: "byob" });
  const writer = target.getWriter();
  const stopped = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  stopped.catch(() => undefined);
  let memory: ArrayBufferLike = new ArrayBuffer(pieceBytes);
  try {
    for (;;) {
      const { value, done } = await Promise.race([readPiece(reader, memory), stopped]);
      if (value && value.byteLength > 0) {
        await Promise.race([writer.write(value), stopped]);
        moved(value.byteLength);
        memory = new ArrayBuffer(pieceBytes);
      }
      if (done || !value) break;
    }
    await writer.close();
  } catch (error) {
    await Promise.all([writer.abort(error), reader.cancel(error)].map((end) => end.catch(() => undefined)));
    throw error;
  }
}

async function readPiece(reader: ReadableStreamBYOBReader, memory: ArrayBufferLike) {
  try {
    return await reader.readAtLeast(pieceBytes, new Uint8Array(memory as ArrayBuffer));
  } catch (error) {
    throw new RemoteError("damaged", `the source broke off: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
