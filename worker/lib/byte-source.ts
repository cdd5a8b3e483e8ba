/**
 * Reads bytes in pieces of a wanted length. workerd's default reader hands out about 4 KiB at a time; a BYOB reader with
 * `readAtLeast` fills what it is given.
 */
export interface ByteSource {
  /**
   * Fills `into` as far as there are bytes, `atLeast` of them unless the end comes first, and returns what was filled. The
   * buffer behind `into` is detached; the returned view's buffer is the same memory.
   */
  read(into: Uint8Array<ArrayBuffer>, atLeast: number): Promise<Uint8Array<ArrayBuffer>>;
  cancel(reason: unknown): void;
}

export function streamSource(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = stream.getReader({ mode: "byob" });
  let ended = false;
  return {
    async read(into, atLeast) {
      if (ended || into.byteLength === 0) return into.subarray(0, 0);
      const { value, done } = await reader.readAtLeast(Math.max(1, atLeast), into);
      // At the end `value` is an empty view that still carries the memory, or nothing at all.
      if (done || (value?.byteLength ?? 0) < atLeast) ended = true;
      return value ?? new Uint8Array(0);
    },
    cancel: (reason) => void reader.cancel(reason).catch(() => undefined),
  };
}

/** One source after the other. */
export function chainSources(first: ByteSource, second: ByteSource): ByteSource {
  let current = first;
  return {
    async read(into, atLeast) {
      const offset = into.byteOffset;
      const length = into.byteLength;
      const filled = await current.read(into, atLeast);
      // Kept apart: the next read detaches the view.
      const had = filled.byteLength;
      if (current === second || had >= Math.min(atLeast, length)) return filled;
      current = second;
      const memory = filled.buffer.byteLength > 0 ? filled.buffer : new ArrayBuffer(offset + length);
      const rest = await second.read(new Uint8Array(memory, offset + had, length - had), atLeast - had);
      return new Uint8Array(rest.buffer, offset, had + rest.byteLength);
    },
    cancel(reason) {
      first.cancel(reason);
      second.cancel(reason);
    },
  };
}
