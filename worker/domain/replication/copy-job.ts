import { reserveBandwidth } from "../../store/replicated-blobs.ts";
import type { Sql } from "../../store/sql.ts";
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import type { Context } from "../context.ts";
import type { Progress, Task } from "../jobs/kinds.ts";
import type { Destination, Manifest, Source } from "./sides.ts";

interface UploadState {
  readonly upload: string;
  readonly offset: number;
}

/** Where a task's copy continues after whatever happened. */
export interface CopyCursor {
  /** The last item that is done with. */
  after: string;
  /** Of the item behind it, in a row. */
  attempt: number;
  /** Uploads in chunks that have begun, by digest. */
  uploads: Record<string, UploadState>;
  /** The furthest that each of them came, in bytes, also by an upload that was given up. */
  furthest: Record<string, number>;
  /** The destination takes no chunks. */
  wholeBodies: boolean;
  /** How often it had lost bytes of the item that it had acknowledged. */
  setbacks: number;
  /** Blobs of the item that are in the total already. */
  counted: string[];
  failures: number;
  /** Of the last items, that nobody was reached for. */
  unreached: number;
  /** Why the first of them failed. */
  messages: string[];
  rate: { readonly bytesPerSecond: number; readonly atMs: number };
}

export function newCursor(): CopyCursor {
  const rate = { bytesPerSecond: 0, atMs: 0 };
  return {
    after: "",
    attempt: 0,
    uploads: {},
    furthest: {},
    wholeBodies: false,
    setbacks: 0,
    counted: [],
    failures: 0,
    unreached: 0,
    messages: [],
    rate,
  };
}

export interface CopyOptions {
  readonly ctx: Context;
  readonly task: Task;
  readonly policy: ReplicationPolicyRow;
  readonly source: Source;
  readonly destination: Destination;
  /** Of `replicated_blobs`: the registry that blobs go to, 0 for this site. */
  readonly destinationId: number;
  /** How tags that came from the destination name it. */
  readonly destinationVia: string;
  /** The project at the source is open to everybody. */
  readonly isPublic: boolean;
  /** Of the repository here; null while there is none. */
  readonly localProjectId: number | null;
  /** What is at both sides is read from this one. */
  readonly manifestHere: (repository: { from: string; to: string }, digest: string) => Promise<Manifest | null>;
  readonly chunkBytes: number;
  readonly cursor: CopyCursor;
  readonly sliceMs: number;
}

const bandwidthSliceMs = 5000;
const chunkBytesMin = 1024 * 1024;
const harborChunkBytes = 10 * 1024 * 1024;

/** One slice of a task's copying: what it works with, and what it has done since it was last written down. */
export class CopyJob {
  readonly options: CopyOptions;
  readonly cursor: CopyCursor;
  #counters: Record<string, number> = {};
  #log: string[] = [];
  #statements: Sql[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  #moved = 0;
  #markMs: number;
  #untilMs = Number.POSITIVE_INFINITY;

  constructor(options: CopyOptions) {
    this.options = options;
    this.cursor = options.cursor;
    this.#markMs = options.ctx.now();
  }

  /** Blobs above it go in chunks, all of this size but the last. */
  get chunkBytes(): number {
    const { policy, chunkBytes } = this.options;
    const asked = policy.copyByChunk === 1 ? Math.min(harborChunkBytes, chunkBytes) : chunkBytes;
    if (policy.speed <= 0) return asked;
    return Math.max(chunkBytesMin, Math.min(asked, (policy.speed * 1024 * bandwidthSliceMs) / 1000));
  }

  /** The slice's time begins with its first item: what comes before, such as a long list of tags, comes in every slice. */
  begin(): void {
    this.#untilMs = this.options.ctx.now() + this.options.sliceMs;
  }

  get isOver(): boolean {
    return this.options.ctx.now() >= this.#untilMs;
  }

  count(name: string, amount = 1): void {
    this.#counters[name] = (this.#counters[name] ?? 0) + amount;
  }

  log(line: string): void {
    this.#log.push(line);
  }

  add(...statements: readonly Sql[]): void {
    this.#statements.push(...statements);
  }

  moved(bytes: number): void {
    this.#moved += bytes;
  }

  /** Something was done that is not written down. */
  get hasNews(): boolean {
    return this.#log.length > 0 || this.#statements.length > 0 || Object.keys(this.#counters).some((name) => name !== "artifacts_skipped");
  }

  /** Everything since the last time, for the end of the slice. */
  progress(): Progress {
    const now = this.options.ctx.now();
    const elapsedMs = Math.max(1, now - this.#markMs);
    if (this.#moved > 0 && elapsedMs > 500) {
      this.cursor.rate = { bytesPerSecond: Math.round((this.#moved * 1000) / elapsedMs), atMs: now };
      this.#moved = 0;
      this.#markMs = now;
    }
    const progress = { cursor: structuredClone(this.cursor), counters: this.#counters, log: this.#log, statements: this.#statements };
    this.#counters = {};
    this.#log = [];
    this.#statements = [];
    return progress;
  }

  /** Writes it down now. Blobs that are copied beside each other wait for each other here. */
  async checkpoint(): Promise<void> {
    const written = this.#writing.then(() => this.options.task.checkpoint(this.progress()));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Waits until the policy's speed allows so many bytes more; all of its tasks share it. */
  async waitForBandwidth(bytes: number): Promise<void> {
    const { ctx, policy, task } = this.options;
    if (policy.speed <= 0) return;
    const [[row] = []] = await ctx.commit([reserveBandwidth(policy.id, bytes)]);
    const untilMs = ctx.now() + Number(row?.waitMs ?? 0);
    while (ctx.now() < untilMs) {
      task.signal.throwIfAborted();
      await new Promise((done) => setTimeout(done, Math.min(1000, untilMs - ctx.now())));
    }
  }
}
