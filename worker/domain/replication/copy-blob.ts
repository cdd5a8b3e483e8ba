import { type BlobClaim, claimBlob, renewBlob, selectBlobClaim, settleBlob } from "../../store/replicated-blobs.ts";
import { RemoteError } from "../registries/remote-error.ts";
import type { CopyJob } from "./copy-job.ts";
import { ChunksRefused } from "./sides.ts";
import { answerMs, transfer } from "./transfer.ts";

export interface BlobCopy {
  readonly from: string;
  readonly to: string;
  readonly digest: string;
  readonly bytes: number;
}

/** `later`: another task brings it just now, or the slice's time is up. */
export type BlobOutcome = "there" | "later";

const leaseMs = 600_000;
const setbacksMax = 3;

/** Brings one blob over: not at all when it is there, by a mount when another repository has it, else by its bytes. */
export async function copyBlob(job: CopyJob, blob: BlobCopy): Promise<BlobOutcome> {
  const { ctx, task, destination, destinationId } = job.options;
  if (await destination.hasBlob(blob.to, blob.digest)) {
    job.count("blobs_skipped");
    return "there";
  }
  const claim: BlobClaim = { registryId: destinationId, digest: blob.digest, repository: blob.to, taskId: task.id, leaseMs };
  const [[known] = []] = await ctx.commit([selectBlobClaim(claim), claimBlob(claim)]);
  if (known?.isBusy === 1) return "later";
  const before = known?.isThere === 1 ? [String(known.repository)] : [];
  if (await mounted(job, blob, before)) {
    job.count("blobs_mounted");
  } else {
    if (!job.cursor.counted.includes(blob.digest)) {
      job.cursor.counted.push(blob.digest);
      job.count("bytes_total", blob.bytes);
    }
    if ((await copyBytes(job, blob, claim)) === "later") return "later";
    job.count("blobs_copied");
  }
  job.add(settleBlob(claim));
  return "there";
}

/** A mount that is refused costs nothing but the question. */
async function mounted(job: CopyJob, { to, digest }: BlobCopy, before: readonly string[]): Promise<boolean> {
  const { destination } = job.options;
  const candidates = new Set([...before, ...(await destination.mountCandidates(to, digest))]);
  candidates.delete(to);
  for (const from of candidates) {
    const isMounted = await destination.mountBlob(to, digest, from).catch((error: unknown) => {
      if (error instanceof RemoteError && ["refused", "unauthorized", "absent"].includes(error.fault)) return false;
      throw error;
    });
    if (isMounted) return true;
  }
  return false;
}

async function copyBytes(job: CopyJob, blob: BlobCopy, claim: BlobClaim): Promise<BlobOutcome> {
  if (blob.bytes > job.chunkBytes && !job.cursor.wholeBodies) {
    try {
      return await copyInChunks(job, blob, claim);
    } catch (error) {
      if (!(error instanceof ChunksRefused)) throw error;
      job.log(error.message);
      job.cursor.wholeBodies = true;
      forgetUpload(job, blob.digest);
    }
  }
  await copyWhole(job, blob);
  return "there";
}

async function copyWhole(job: CopyJob, { from, to, digest, bytes }: BlobCopy): Promise<void> {
  const { source, destination, task } = job.options;
  await job.waitForBandwidth(bytes);
  const upload = await destination.beginUpload(to);
  const opened = await source.openBlob(from, digest, { offset: 0, length: bytes, ofBytes: bytes });
  const options = { signal: task.signal, moved: (count: number) => job.moved(count), answerMs: answerMs(bytes) };
  await transfer(opened, (body) => destination.closeUpload(to, upload, digest, body), options);
  job.count("bytes_done", bytes);
}

/** Each chunk is written down when it has arrived, so that whatever breaks costs one chunk at most. */
async function copyInChunks(job: CopyJob, blob: BlobCopy, claim: BlobClaim): Promise<BlobOutcome> {
  const { source, destination, task } = job.options;
  const { from, to, digest, bytes } = blob;
  let { upload, offset } = await continued(job, blob);
  while (offset < bytes) {
    task.signal.throwIfAborted();
    if (job.isOver) return "later";
    const length = Math.min(job.chunkBytes, bytes - offset);
    await job.waitForBandwidth(length);
    const opened = await source.openBlob(from, digest, { offset, length, ofBytes: bytes });
    const options = { signal: task.signal, moved: (count: number) => job.moved(count), answerMs: answerMs(length) };
    const at = { upload, offset };
    upload = await transfer(opened, (body) => destination.appendChunk(to, at.upload, { ...body, offset: at.offset }), options);
    offset += length;
    job.cursor.uploads[digest] = { upload, offset };
    if (offset > (job.cursor.furthest[digest] ?? 0)) {
      job.cursor.furthest[digest] = offset;
      // It came forward, so what failed before counts no more. Bytes that come once more after they were wrong are not that.
      job.cursor.attempt = 0;
    }
    job.count("bytes_done", length);
    job.add(renewBlob(claim));
    await job.checkpoint();
  }
  try {
    await destination.closeUpload(to, upload, digest, null);
  } catch (error) {
    // Wrong bytes are not mended by more of them.
    if (error instanceof RemoteError && error.fault !== "unreachable") forgetUpload(job, digest);
    throw error;
  }
  delete job.cursor.uploads[digest];
  return "there";
}

/** Where the destination says that the upload is, which may be behind what was sent. */
async function continued(job: CopyJob, { to, digest }: BlobCopy): Promise<{ upload: string; offset: number }> {
  const { destination } = job.options;
  const known = job.cursor.uploads[digest];
  const there = known ? await destination.uploadOffset(to, known.upload) : null;
  if (known && there) {
    if (there.offset < known.offset) job.cursor.setbacks += 1;
    // Else it would go on for ever.
    if (job.cursor.setbacks > setbacksMax) throw new ChunksRefused("the destination loses chunks: bodies go whole");
    job.count("bytes_done", there.offset - known.offset);
    job.log(`${digest} goes on at byte ${there.offset}`);
    job.cursor.uploads[digest] = there;
    return there;
  }
  if (known) forgetUpload(job, digest);
  const begun = { upload: await destination.beginUpload(to), offset: 0 };
  job.cursor.uploads[digest] = begun;
  // Before its first byte, so that it is found again.
  await job.checkpoint();
  return begun;
}

function forgetUpload(job: CopyJob, digest: string): void {
  job.count("bytes_done", -(job.cursor.uploads[digest]?.offset ?? 0));
  delete job.cursor.uploads[digest];
}
