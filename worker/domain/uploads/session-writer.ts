import { createMultipart, type ObjectBody, putObject, uploadPart } from "../../store/blob-writes.ts";
import type { HashState, Multipart, Part, StoredTail } from "../../store/coordinator/upload-types.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BodyGrant } from "./coordinate.ts";
import type { UploadCoordinator } from "./coordinator.ts";
import { type BodyProgress, partBytes, type PartNumbers } from "./session.ts";

/** A newer epoch has taken over, or the session has ended: nothing this request does counts any more. */
export class FencedOff extends Error {
  constructor() {
    super("another request has taken over the upload session");
  }
}

const checkInMs = 20_000;

/**
 * The writing end of one body: puts parts and tails under the grant's keys and numbers, checks in with the coordinator, and knows
 * what has been achieved whenever the body ends.
 */
export class SessionWriter {
  readonly #ctx: Context;
  readonly #coordinator: UploadCoordinator;
  readonly #grant: BodyGrant;
  #numbers: PartNumbers;
  #next: number;
  #reported = 0;
  #contactMs: number;
  #touched = new Set<string>();
  #parts: Part[] = [];
  #whole: StoredTail | null = null;
  #achieved: Omit<BodyProgress, "newParts" | "nextPart">;

  constructor(ctx: Context, coordinator: UploadCoordinator, grant: BodyGrant) {
    const { session } = grant;
    this.#ctx = ctx;
    this.#coordinator = coordinator;
    this.#grant = grant;
    this.#numbers = grant.partNumbers;
    this.#next = grant.partNumbers.first;
    this.#contactMs = ctx.now();
    this.#achieved = {
      offset: session.offset,
      multipart: session.multipart,
      tail: session.tail,
      sealed: session.sealed,
      hash: session.hash,
    };
  }

  get multipart(): Multipart | null {
    return this.#achieved.multipart;
  }

  /** All parts of the upload, those of earlier bodies included (known to closing requests only). */
  get allParts(): readonly Part[] {
    return [...this.#grant.parts, ...this.#parts];
  }

  get progress(): BodyProgress {
    return { ...this.#achieved, newParts: this.#parts.slice(this.#reported), nextPart: this.#next };
  }

  /** All of the body is stored: its hash says what may only be said at the end. */
  ended(hash: HashState): void {
    this.#achieved = { ...this.#achieved, hash };
  }

  /** What was stored by `whole`. */
  get wholeObject(): StoredTail | null {
    return this.#whole;
  }

  /** Keys of the grant that nothing was ever written to. */
  get unused(): string[] {
    const { objectKey, tailKey, session } = this.#grant;
    return [objectKey, tailKey].filter((key) => !this.#touched.has(key) && key !== session.multipart?.key);
  }

  /** Stores the next part; `bytes` of it are content behind the offset as the session has it after the part. */
  async part(body: ObjectBody, bytes: number, hash: () => HashState): Promise<void> {
    const multipart = await this.#ensureMultipart();
    if (this.#next > this.#numbers.last || this.#ctx.now() - this.#contactMs > checkInMs) await this.checkIn();
    if (this.#next > this.#numbers.last) throw new DomainError("SIZE_INVALID", { message: "the blob is larger than 10,000 parts" });
    const number = this.#next;
    this.#next += 1;
    const part = await uploadPart(this.#ctx.store, multipart, number, body);
    this.#parts.push(part);
    const whole = (this.#grant.session.partCount + this.#parts.length) * partBytes;
    this.#achieved = {
      ...this.#achieved,
      offset: whole - partBytes + bytes,
      tail: null,
      sealed: bytes < partBytes,
      hash: hash(),
    };
  }

  /** Stores what is behind the last whole part, or all there is, as an object of its own. */
  async tail(body: ObjectBody, bytes: number, hash: () => HashState): Promise<void> {
    const key = this.#grant.tailKey;
    this.#touched.add(key);
    await putObject(this.#ctx.store, key, body);
    const before = (this.#grant.session.partCount + this.#parts.length) * partBytes;
    this.#achieved = { ...this.#achieved, offset: before + bytes, tail: { key, bytes }, hash: hash() };
  }

  /** Stores the whole content in one put; only for a closing request on a session without parts. */
  async whole(body: ObjectBody, bytes: number, hash: () => HashState, checksum?: Parameters<typeof putObject>[3]): Promise<void> {
    const key = this.#grant.objectKey;
    this.#touched.add(key);
    await putObject(this.#ctx.store, key, body, checksum);
    this.#achieved = { ...this.#achieved, hash: hash() };
    this.#whole = { key, bytes };
  }

  /** @throws FencedOff */
  async checkIn(): Promise<void> {
    const numbers = await this.#coordinator.reportBody(this.#grant.session.id, this.#grant.epoch, this.progress);
    if (!numbers) throw new FencedOff();
    this.#reported = this.#parts.length;
    this.#numbers = numbers;
    this.#next = numbers.first;
    this.#contactMs = this.#ctx.now();
  }

  /** Before something that cannot be taken back: asks again whether this epoch still counts, unless it was told just now. */
  async assertCurrent(): Promise<void> {
    if (this.#ctx.now() - this.#contactMs > this.#ctx.settings.times.body_lease.ms / 2) await this.checkIn();
  }

  async #ensureMultipart(): Promise<Multipart> {
    if (this.#achieved.multipart) return this.#achieved.multipart;
    const key = this.#grant.objectKey;
    this.#touched.add(key);
    const multipart = await createMultipart(this.#ctx.store, key);
    this.#achieved = { ...this.#achieved, multipart };
    // The coordinator must be able to abort it, whatever becomes of this request.
    await this.checkIn();
    return multipart;
  }
}
