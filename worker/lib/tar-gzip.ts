import { parseTar } from "nanotar";
import { readBounded } from "./read-bounded.ts";

/**
 * Text of the first file in a gzipped tar whose path the test accepts; null when there is none, or when the archive is none or unpacks to
 * more than `bytesMax`.
 */
export async function findInTarGzip(archive: ReadableStream, accepts: (path: string) => boolean, bytesMax: number): Promise<string | null> {
  try {
    const unpacked = new Response(archive.pipeThrough(new DecompressionStream("gzip")));
    const bytes = await readBounded(unpacked, bytesMax);
    if (!bytes) return null;
    return parseTar(bytes).find(({ name, type }) => type !== "directory" && accepts(name))?.text ?? null;
  } catch {
    return null;
  }
}
