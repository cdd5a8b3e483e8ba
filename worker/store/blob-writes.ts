/** Writing and deleting blob bytes in R2. Keys come from a repository's coordinator, which knows every one of them. */
import { bindingsOf, type Store } from "./db.ts";
import type { Multipart, Part } from "./coordinator/upload-types.ts";

export type ObjectBody = ReadableStream | Uint8Array<ArrayBuffer>;

/** R2 found that the content has another digest than it was told; nothing is stored. */
export class ChecksumMismatch extends Error {}

/** The multipart upload is no more: completed, aborted or expired. */
export class MultipartGone extends Error {}

/**
 * Stores an object under a key that was never used. A stream must have a known length.
 *
 * @throws ChecksumMismatch when `checksum` is given and is not that of the content.
 */
export async function putObject(
  store: Store,
  key: string,
  body: ObjectBody,
  checksum?: { algorithm: "sha256" | "sha512"; hex: string },
): Promise<void> {
  const options: R2PutOptions = { onlyIf: { etagDoesNotMatch: "*" } };
  if (checksum) options[checksum.algorithm] = checksum.hex;
  const stored = await bindingsOf(store)
    .BLOBS.put(key, body, options)
    .catch((error: unknown) => {
      throw translate(error);
    });
  if (!stored) throw new Error(`the key ${key} is in use`);
}

export async function createMultipart(store: Store, key: string): Promise<Multipart> {
  const { uploadId } = await bindingsOf(store).BLOBS.createMultipartUpload(key);
  return { key, uploadId };
}

/** @throws MultipartGone */
export async function uploadPart(store: Store, multipart: Multipart, number: number, body: ObjectBody): Promise<Part> {
  const { etag } = await resume(store, multipart)
    .uploadPart(number, body)
    .catch((error: unknown) => {
      throw translate(error);
    });
  return { number, etag };
}

/** @throws MultipartGone */
export async function completeMultipart(store: Store, multipart: Multipart, parts: readonly Part[]): Promise<void> {
  await resume(store, multipart)
    .complete(parts.map(({ number, etag }) => ({ partNumber: number, etag })))
    .catch((error: unknown) => {
      throw translate(error);
    });
}

/** Size of an object in bytes, or null. */
export async function objectBytes(store: Store, key: string): Promise<number | null> {
  return (await bindingsOf(store).BLOBS.head(key))?.size ?? null;
}

/** The whole content of an object that a coordinator knows, or null. */
export async function openObject(store: Store, key: string): Promise<ReadableStream<Uint8Array> | null> {
  return (await bindingsOf(store).BLOBS.get(key))?.body ?? null;
}

/** Deletes objects and aborts their multipart uploads; what is not there is no error. */
export async function deleteObjects(store: Store, objects: readonly { key: string; uploadId: string | null }[]): Promise<void> {
  const { BLOBS } = bindingsOf(store);
  for (const { key, uploadId } of objects) {
    if (uploadId === null) continue;
    await resume(store, { key, uploadId })
      .abort()
      .catch((error: unknown) => {
        if (!(translate(error) instanceof MultipartGone)) throw error;
      });
  }
  if (objects.length > 0) await BLOBS.delete(objects.map((object) => object.key));
}

function resume(store: Store, { key, uploadId }: Multipart): R2MultipartUpload {
  return bindingsOf(store).BLOBS.resumeMultipartUpload(key, uploadId);
}

/** R2 tells its errors apart by a number at the end of the text (R2 "Error codes"). */
function translate(error: unknown): unknown {
  const text = error instanceof Error ? error.message : "";
  if (text.includes("(10037)")) return new ChecksumMismatch(text, { cause: error });
  if (text.includes("(10024)")) return new MultipartGone(text, { cause: error });
  return error;
}
