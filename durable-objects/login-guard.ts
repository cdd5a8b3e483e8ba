import { DurableObject } from "cloudflare:workers";
import { accountDelayMs, addressDelayMs, failuresKeptMs } from "../worker/domain/users/login-backoff.ts";
import type { Bindings } from "../worker/store/bindings.ts";
import { LoginFailures } from "../worker/store/login-failures.ts";

/** One per client address: counts failed log-ins before any password is hashed. Forgets by alarm. */
export class LoginGuard extends DurableObject<Bindings> {
  readonly #failures: LoginFailures;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#failures = new LoginFailures(ctx.storage.sql);
  }

  check(account: string): { waitMs: number; failures: number } {
    const nowMs = Date.now();
    const own = this.#failures.find(account);
    const all = this.#failures.total();
    const untilMs = Math.max(
      own.lastMs + accountDelayMs(own.count) * Number(own.count > 0),
      all.lastMs + addressDelayMs(all.count) * Number(all.count > 0),
    );
    return { waitMs: Math.max(0, untilMs - nowMs), failures: own.count };
  }

  async failed(account: string): Promise<void> {
    this.#failures.add(account, Date.now());
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + failuresKeptMs);
  }

  cleared(account: string): void {
    this.#failures.forget(account);
  }

  override async alarm(): Promise<void> {
    this.#failures.forgetBefore(Date.now() - failuresKeptMs);
    if (this.#failures.total().count > 0) await this.ctx.storage.setAlarm(Date.now() + failuresKeptMs);
    else await this.ctx.storage.deleteAll();
  }
}
