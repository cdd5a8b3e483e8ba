import { DurableObject } from "cloudflare:workers";
import {
  begin,
  type BeginAnswer,
  type BeginRequest,
  cancel,
  type Desk,
  endOfBody,
  endOfFinish,
  type FinishReport,
  openSession,
  reportBody,
} from "../worker/domain/uploads/coordinate.ts";
import type { BodyProgress, PartNumbers } from "../worker/domain/uploads/session.ts";
import { finishedKeptMs, sweepUploads } from "../worker/domain/uploads/sweep.ts";
import { parseSettings, type Settings } from "../worker/domain/settings.ts";
import type { DigestAlgorithm } from "../worker/domain/names/digest.ts";
import type { Bindings } from "../worker/store/bindings.ts";
import { CoordinatorRecords } from "../worker/store/coordinator/records.ts";
import { openStore } from "../worker/store/db.ts";
import { createLog } from "../worker/lib/log.ts";

/** One per repository, named `<project id>/<repository path>`. Coordinates uploads; bytes never pass through it. */
export class RepositoryCoordinator extends DurableObject<Bindings> {
  readonly #records: CoordinatorRecords;
  readonly #settings: Settings;
  #alarmAtMs: number | null | undefined;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#records = new CoordinatorRecords(ctx.storage.sql);
    this.#settings = parseSettings({ ...env });
  }

  async open(algorithm: DigestAlgorithm): Promise<string> {
    const { id } = openSession(this.#desk(), crypto.randomUUID(), algorithm);
    await this.#arm();
    return id;
  }

  /** Acknowledged bytes of an open session, or null. */
  status(id: string): number | null {
    const session = this.#records.findSession(id);
    return session?.state === "open" && session.expiresAtMs > Date.now() ? session.offset : null;
  }

  async begin(request: BeginRequest): Promise<BeginAnswer> {
    const answer = begin(this.#desk(), request);
    await this.#arm();
    return answer;
  }

  reportBody(id: string, epoch: number, progress: BodyProgress): PartNumbers | null {
    return reportBody(this.#desk(), id, epoch, progress);
  }

  async endOfBody(id: string, epoch: number, progress: BodyProgress, unused: readonly string[]): Promise<boolean> {
    const counted = endOfBody(this.#desk(), id, epoch, progress, unused);
    await this.#arm();
    return counted;
  }

  async endOfFinish(id: string, epoch: number, report: FinishReport): Promise<void> {
    endOfFinish(this.#desk(), id, epoch, report);
    await this.#arm();
  }

  async cancel(id: string): Promise<boolean> {
    const cancelled = cancel(this.#desk(), id);
    await this.#arm();
    return cancelled;
  }

  /** Of the keys given, those that this coordinator still answers for. */
  knownKeys(keys: readonly string[]): string[] {
    return keys.filter((key) => this.#records.findObject(key) !== null);
  }

  override async alarm(): Promise<void> {
    this.#alarmAtMs = null;
    try {
      await sweepUploads(this.#desk(), openStore(this.env), this.#settings.times.upload_margin.ms);
      await this.#arm();
    } catch (error) {
      // The runtime gives up after six failures; what is due must stay due.
      createLog("alarm")("error", "upload sweep failed", { error });
      await this.ctx.storage.setAlarm(Date.now() + 15_000);
    }
  }

  #desk(): Desk {
    const { times, bootId } = this.#settings;
    return {
      records: this.#records,
      clock: { nowMs: Date.now(), bodyLeaseMs: times.body_lease.ms, expiryMs: times.upload_expiry.ms, boot: bootId },
      newKey: () => `${this.ctx.id.toString()}/${crypto.randomUUID()}`,
    };
  }

  /** Sets the alarm when something is due before it; an alarm that comes too early only looks and arms again. */
  async #arm(): Promise<void> {
    const due = this.#records.nextDueMs({ marginMs: this.#settings.times.upload_margin.ms, finishedMs: finishedKeptMs });
    this.#alarmAtMs ??= await this.ctx.storage.getAlarm();
    if (due === null || (this.#alarmAtMs !== null && this.#alarmAtMs <= due)) return;
    this.#alarmAtMs = due;
    await this.ctx.storage.setAlarm(due);
  }
}
