import { createHash } from "node:crypto";
import { streamSource } from "../../lib/byte-source.ts";
import { openObject } from "../../store/blob-writes.ts";
import type { Context } from "../context.ts";
import { type Digest, type DigestAlgorithm, digestFromHex } from "../names/digest.ts";

const readBytes = 1024 * 1024;

/** Digest of what an object holds, read once and hashed natively; null when there is no object. `between`: called every MiB. */
export async function hashObject(
  ctx: Pick<Context, "store">,
  key: string,
  algorithm: DigestAlgorithm,
  between: () => Promise<void> = async () => undefined,
): Promise<Digest | null> {
  const stream = await openObject(ctx.store, key);
  if (!stream) return null;
  const source = streamSource(stream);
  const hash = createHash(algorithm);
  let memory = new Uint8Array(readBytes);
  for (;;) {
    const piece = await source.read(memory, readBytes);
    hash.update(piece);
    if (piece.byteLength < readBytes) return digestFromHex(algorithm, hash.digest("hex"));
    memory = piece;
    await between();
  }
}
