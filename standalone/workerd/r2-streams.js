// What Miniflare's R2 does with bytes, done from buffers of one size and at the pace of the reader. Its own way pipes through streams made
// of JavaScript: pieces of 4 KiB, and no back-pressure, so that a slow reader's whole object ends up in memory.
const bufferBytes = 1024 * 1024;

/** Writes all of `readable` at the pace of who reads on the other side; while one buffer is written, the next is read. */
async function pump(readable, write) {
  const reader = readable.getReader({ mode: "byob" });
  const read = (memory) => reader.readAtLeast(bufferBytes, new Uint8Array(memory));
  let next = read(new ArrayBuffer(bufferBytes));
  let written = Promise.resolve();
  let spare = new ArrayBuffer(bufferBytes);
  for (;;) {
    const { value, done } = await next;
    const last = done || !value || value.byteLength < bufferBytes;
    await written;
    if (!last) {
      next = read(spare);
      next.catch(() => undefined);
    }
    written = value?.byteLength > 0 ? write(value) : Promise.resolve();
    // Both are awaited before they count.
    written.catch(() => undefined);
    if (last) return written;
    spare = value.buffer;
  }
}

/** The same bytes as a stream, and their digests by algorithm when it has passed. */
export function digest(value, bytes, algorithms) {
  const { readable, writable } = new FixedLengthStream(bytes);
  const writer = writable.getWriter();
  const hashes = algorithms.map((algorithm) => {
    const stream = new crypto.DigestStream(algorithm);
    return { algorithm, stream, writer: stream.getWriter() };
  });
  const passed = pump(value, (chunk) => Promise.all([writer, ...hashes.map((hash) => hash.writer)].map((one) => one.write(chunk))));
  const digests = passed.then(
    async () => {
      await writer.close();
      const found = hashes.map(async (hash) => {
        await hash.writer.close();
        return [hash.algorithm, Buffer.from(await hash.stream.digest)];
      });
      return new Map(await Promise.all(found));
    },
    async (error) => {
      await Promise.all([writer, ...hashes.map((hash) => hash.writer)].map((one) => one.abort(error).catch(() => undefined)));
      throw error;
    },
  );
  // Whoever stores the stream hears of a failure from the stream.
  digests.catch(() => undefined);
  for (const hash of hashes) hash.stream.digest.catch(() => undefined);
  return { readable, digests };
}

/** An object of several parts: writes itself where it is wanted. `open` and `release` are the store's, of one part's blob. */
export function joined(parts, open, release) {
  return async (writable) => {
    const writer = writable.getWriter();
    let next = 0;
    try {
      for (; next < parts.length; next += 1) {
        const { blobId, range } = parts[next];
        const value = await open(blobId, range);
        if (value === null) throw new Error(`the blob ${blobId} of a part is gone`);
        await pump(value, (chunk) => writer.write(chunk));
        release(blobId);
      }
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
    } finally {
      for (; next < parts.length; next += 1) release(parts[next].blobId);
    }
  };
}
