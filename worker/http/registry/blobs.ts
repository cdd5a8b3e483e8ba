import { deleteBlob as remove } from "../../domain/blobs/delete-blob.ts";
import { headBlob as head, openBlob } from "../../domain/blobs/open-blob.ts";
import { DomainError } from "../../domain/errors.ts";
import type { Digest } from "../../domain/names/digest.ts";
import { isUnchanged, rangeAllowed } from "./conditions.ts";
import { parseRange, type RangeAnswer } from "./range.ts";
import type { RegistryHandler } from "./router.ts";

/** distribution-spec v1.1 §"Pulling blobs", with the ranges that resuming clients rely on. */
export const getBlob: RegistryHandler<"blob"> = async (ctx, request, { name, digest }) => {
  if (isUnchanged(request, digest)) {
    await head(ctx, name, digest);
    return new Response(null, { status: 304, headers: headersOf(digest) });
  }
  const header = rangeAllowed(request, digest) ? request.headers.get("Range") : null;
  let range: RangeAnswer = { kind: "whole" };
  const blob = await openBlob(ctx, name, digest, (size) => {
    range = parseRange(header, size);
    if (range.kind === "unsatisfiable") {
      throw new DomainError("RANGE_UNSATISFIABLE", { headers: { "Content-Range": `bytes */${size}` } });
    }
    return range.kind === "part" ? range : null;
  });
  const headers = headersOf(digest);
  const part = range as RangeAnswer;
  if (part.kind !== "part") return bytes(blob.body, 200, blob.size, headers);
  const contentRange = `bytes ${part.offset}-${part.offset + part.length - 1}/${blob.size}`;
  return bytes(blob.body, 206, part.length, { ...headers, "Content-Range": contentRange });
};

export const headBlob: RegistryHandler<"blob"> = async (ctx, _request, { name, digest }) => {
  const size = await head(ctx, name, digest);
  return new Response(null, { headers: { ...headersOf(digest), "Content-Length": String(size) } });
};

export const deleteBlob: RegistryHandler<"blob"> = async (ctx, _request, { name, digest }) => {
  await remove(ctx, name, digest);
  return new Response(null, { status: 202, headers: { "Content-Length": "0" } });
};

/** The runtime passes the bytes on itself; the length is stated so that a client sees a connection that broke. */
function bytes(body: ReadableStream, status: number, length: number, headers: Record<string, string>): Response {
  return new Response(body, { status, headers: { ...headers, "Content-Length": String(length) } });
}

function headersOf(digest: Digest): Record<string, string> {
  return {
    "Content-Type": "application/octet-stream",
    "Accept-Ranges": "bytes",
    ETag: `"${digest}"`,
    "Docker-Content-Digest": digest,
    "Cache-Control": "private, max-age=31536000, immutable, no-transform",
    Vary: "Authorization",
  };
}
