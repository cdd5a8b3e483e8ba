import { releaseBlobs } from "../../store/replicated-blobs.ts";
import { DomainError } from "../errors.ts";
import type { Slice } from "../jobs/kinds.ts";
import { isPassing, RemoteError } from "../registries/remote-error.ts";
import type { CopyOutcome } from "./copy-artifact.ts";
import type { CopyJob } from "./copy-job.ts";

/** One thing of a task: a tag, or what has changed. */
export interface Item {
  /** Unique within the task, and in the order in which they are worked on. */
  readonly key: string;
  readonly name: string;
}

const attemptsMax = 6;
const backoffMs = 1000;
/** Another task brings what this one needs. */
const laterMs = 1000;
const messagesMax = 10;
/** When nobody was reached, or had time, for so many in a row, nobody will for the others. */
const unreachedMax = 3;
const unreachedFaults: ReadonlySet<string> = new Set(["unreachable", "busy"]);

/**
 * Works on items until the slice's time is up. One that fails for a while is tried again; one that fails for good is noted and leaves the others
 * alone.
 */
export async function runItems<I extends Item>(job: CopyJob, items: readonly I[], work: (item: I) => Promise<CopyOutcome>): Promise<Slice> {
  const { cursor } = job;
  job.begin();
  for (const item of items) {
    if (item.key <= cursor.after) continue;
    if (job.isOver) return { ...job.progress(), done: false };
    try {
      if ((await work(item)) === "later") return { ...job.progress(), done: false, waitMs: job.isOver ? 0 : laterMs };
      cursor.unreached = 0;
      await next(job, item);
    } catch (error) {
      const waitMs = await afterFailure(job, item, error);
      if (waitMs !== null) return { ...job.progress(), done: false, waitMs };
      if (cursor.unreached >= unreachedMax) break;
    }
  }
  return ended(job);
}

async function next(job: CopyJob, item: Item): Promise<void> {
  Object.assign(job.cursor, { after: item.key, attempt: 0, setbacks: 0, uploads: {}, furthest: {}, counted: [] });
  if (job.hasNews) await job.checkpoint();
}

/** How long to wait for the next attempt; null: there is none. */
async function afterFailure(job: CopyJob, item: Item, error: unknown): Promise<number | null> {
  const { cursor } = job;
  const message = messageOf(error);
  job.options.task.signal.throwIfAborted();
  if (message === null) throw error;
  job.add(releaseBlobs(job.options.task.id));
  cursor.attempt += 1;
  if (error instanceof RemoteError && isPassing(error) && cursor.attempt < attemptsMax) {
    const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs * 2 ** (cursor.attempt - 1));
    job.log(`${item.name}: ${message}; tried again in ${Math.round(waitMs / 1000)} s`);
    return waitMs;
  }
  job.log(`${item.name} failed: ${message}`);
  job.count("items_failed");
  cursor.failures += 1;
  cursor.unreached = error instanceof RemoteError && unreachedFaults.has(error.fault) ? cursor.unreached + 1 : 0;
  if (cursor.messages.length < messagesMax) cursor.messages.push(`${item.name}: ${message}`);
  await next(job, item);
  return null;
}

/** What people may read of it; null: it is a fault of this program. */
function messageOf(error: unknown): string | null {
  return error instanceof RemoteError || (error instanceof DomainError && error.code !== "TASK_LOST") ? error.message : null;
}

function ended(job: CopyJob): Slice {
  const { failures, messages, unreached } = job.cursor;
  const rest = unreached >= unreachedMax ? "; the others were not tried" : "";
  const error = failures === 0 ? {} : { error: `${failures} failed: ${messages.join("; ")}${rest}` };
  return { ...job.progress(), done: true, ...error };
}
