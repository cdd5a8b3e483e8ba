import { chainSources, streamSource, type ByteSource } from "../../lib/byte-source.ts";
import { openObject } from "../../store/blob-writes.ts";
import type { Context } from "../context.ts";
import type { BodyGrant } from "./coordinate.ts";
import { startBodyHash } from "./body-hash.ts";
import type { SessionWriter } from "./session-writer.ts";
import { type BodyKind, writeKnownLength } from "./write-known-length.ts";
import { writeUnknownLength } from "./write-unknown-length.ts";

/** A request's body: `bytes` by its Content-Length, null when it does not say. */
export interface UploadBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly bytes: number | null;
}

/** Appends a body to the session's content; what was achieved stands in the writer, also when this throws. */
export async function takeBody(ctx: Context, grant: BodyGrant, writer: SessionWriter, body: UploadBody, kind: BodyKind): Promise<void> {
  const { session } = grant;
  const hash = startBodyHash(session, kind === "chunk" || (kind === "closing" && session.hash.kind === "saved"));
  const source = await sourceOf(ctx, grant, body);
  try {
    if (body.bytes === null) await writeUnknownLength(writer, { source, kind }, hash);
    else await writeKnownLength(writer, { source, kind, bytes: (session.tail?.bytes ?? 0) + body.bytes }, hash);
    writer.ended(hash.state(true));
  } catch (error) {
    source.cancel(error);
    throw error;
  }
}

/** The carried tail passes again before the body, so that parts stay of one size. */
async function sourceOf(ctx: Context, { session }: BodyGrant, body: UploadBody): Promise<ByteSource> {
  if (!session.tail) return streamSource(body.stream);
  const tail = await openObject(ctx.store, session.tail.key);
  if (!tail) throw new Error(`the tail ${session.tail.key} is gone`);
  return chainSources(streamSource(tail), streamSource(body.stream));
}
