import { ChecksumMismatch, completeMultipart, objectBytes, openObject } from "../../store/blob-writes.ts";
import type { HashState } from "../../store/coordinator/upload-types.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { algorithmOf, type Digest, type DigestAlgorithm, hexOf } from "../names/digest.ts";
import { digestOfState } from "./body-hash.ts";
import type { BodyGrant } from "./coordinate.ts";
import { hashObject } from "./hash-object.ts";
import type { SessionWriter } from "./session-writer.ts";
import { takeBody, type UploadBody } from "./take-body.ts";

/** The whole content as one object, and the digest it really has. */
export interface Content {
  readonly key: string;
  readonly bytes: number;
  readonly digest: Digest;
}

/** One put takes 5 GiB less a little; beyond this a whole body goes up in parts. */
const wholePutBytesMax = 4 * 1024 ** 3;

/** Brings all of a closing request's content into one object. Nothing is rewritten: the object is where its bytes first went. */
export async function assembleContent(
  ctx: Context,
  grant: BodyGrant,
  writer: SessionWriter,
  closing: { digest: Digest; body: UploadBody | null },
): Promise<Content> {
  const { session } = grant;
  const { body, digest } = closing;
  const untouched = session.offset === 0 && !session.multipart && !session.tail;
  const bytes = body ? body.bytes : 0;
  if (untouched && bytes !== null && bytes <= wholePutBytesMax) {
    return putWhole(writer, { key: grant.objectKey, digest, body, bytes });
  }
  if (body) await takeBody(ctx, grant, writer, body, "closing");
  const algorithm = algorithmOf(digest);
  const { hash } = writer.progress;
  if (writer.wholeObject) return verified(ctx, writer, { ...writer.wholeObject, hash, algorithm });
  // Known to be wrong: nothing needs to be assembled.
  const known = digestOfState(hash, algorithm) as Digest | null;
  const tail = writer.progress.tail;
  const object = writer.multipart ?? tail;
  if (!object) throw new Error("an upload with bytes has neither parts nor a tail");
  if (known !== null && known !== digest) return { key: object.key, bytes: writer.progress.offset, digest: known };
  const total = writer.progress.offset;
  if (writer.multipart) await completeParts(ctx, writer, total);
  return verified(ctx, writer, { key: object.key, bytes: total, hash, algorithm });
}

/** R2 itself compares the content with the digest, so no byte passes through this program. */
async function putWhole(
  writer: SessionWriter,
  { key, digest, body, bytes }: { key: string; digest: Digest; body: UploadBody | null; bytes: number },
): Promise<Content> {
  const checksum = { algorithm: algorithmOf(digest), hex: hexOf(digest) };
  try {
    const content = body && bytes > 0 ? body.stream : new Uint8Array(0);
    await writer.whole(content, bytes, () => ({ kind: "digest", digest }), checksum);
    return { key, bytes, digest };
  } catch (error) {
    if (error instanceof ChecksumMismatch) throw new DomainError("DIGEST_INVALID", { detail: { expected: digest }, cause: error });
    throw error;
  }
}

/** Completes the multipart upload with the tail as its last part; a request that did so before and died is no obstacle. */
async function completeParts(ctx: Context, writer: SessionWriter, bytes: number): Promise<void> {
  const { multipart } = writer;
  if (!multipart) return;
  try {
    const { tail, hash } = writer.progress;
    const stream = tail ? await openObject(ctx.store, tail.key) : null;
    if (tail && stream) await writer.part(stream, tail.bytes, () => hash);
    await writer.assertCurrent();
    await completeMultipart(ctx.store, multipart, writer.allParts);
  } catch (error) {
    if ((await objectBytes(ctx.store, multipart.key)) !== bytes) throw error;
    ctx.log("info", "the multipart upload had been completed before", { error });
  }
}

async function verified(
  ctx: Context,
  writer: SessionWriter,
  content: { key: string; bytes: number; hash: HashState; algorithm: DigestAlgorithm },
): Promise<Content> {
  const { key, bytes, hash, algorithm } = content;
  const known = digestOfState(hash, algorithm) as Digest | null;
  const digest = known ?? (await hashObject(ctx, key, algorithm, () => writer.assertCurrent()));
  if (!digest) throw new Error(`the object ${key} is gone`);
  return { key, bytes, digest };
}
