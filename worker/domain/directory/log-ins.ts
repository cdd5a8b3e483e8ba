import { createHmac, randomBytes } from "node:crypto";
import type { FailedBinds } from "../../store/directory/failed-binds.ts";
import type { Asked, DirectoryAsk, LoggedIn } from "./desk.ts";

/** How long the directory's yes is believed. Its no is never remembered. */
const rememberedMs = 60_000;
/** Failures of a name count for so long. */
export const failuresKeptMs = 30 * 60_000;
/** Beyond the time that a request has. */
const graceMs = 1000;
const rememberedMax = 10_000;
const waitingMax = 16;

interface Kept {
  readonly proof: string;
  readonly answer: Extract<LoggedIn, { kind: "in" }>;
}

/**
 * Log-ins of one directory: one attempt at a time for each name, so that no burst can fail more often than the bound; the same password
 * at the same time, or again within a minute, is asked once.
 */
export class LogIns {
  readonly #failed: FailedBinds;
  readonly #ask: (ask: DirectoryAsk<"login">) => Promise<Asked<"login">>;
  readonly #key = randomBytes(32);
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Map<string, { readonly answer: Promise<LoggedIn>; readonly untilMs: number }>();
  readonly #turns = new Map<string, { last: Promise<unknown>; waiting: number; untilMs: number }>();

  constructor(failed: FailedBinds, ask: (ask: DirectoryAsk<"login">) => Promise<Asked<"login">>) {
    this.#failed = failed;
    this.#ask = ask;
  }

  async logIn(ask: DirectoryAsk<"login">, attemptsMax: number): Promise<LoggedIn> {
    const name = countedName(ask.params.name);
    const proof = this.#proof(ask);
    const kept = this.#kept.get(name);
    if (kept?.proof === proof && kept.answer.atMs > Date.now() - rememberedMs) return kept.answer;
    const running = this.#running.get(proof);
    if (running && running.untilMs > Date.now()) return running.answer;
    const mayLastMs = ask.timeoutMs + graceMs;
    const answer = this.#inTurn(name, mayLastMs, () => this.#attempt(ask, { name, proof, attemptsMax }));
    this.#running.set(proof, { answer, untilMs: Date.now() + mayLastMs });
    return answer.finally(() => {
      if (this.#running.get(proof)?.answer === answer) this.#running.delete(proof);
    });
  }

  /** What was kept of a name that the directory does not let in any more. */
  forget(name: string): void {
    this.#kept.delete(countedName(name));
  }

  async #attempt(
    ask: DirectoryAsk<"login">,
    { name, proof, attemptsMax }: { name: string; proof: string; attemptsMax: number },
  ): Promise<LoggedIn> {
    const waitMs = lockedMs(this.#failed.since(name, Date.now() - failuresKeptMs), attemptsMax, Date.now());
    if (waitMs > 0) return { kind: "locked", waitMs };
    const atMs = Date.now();
    const asked = await this.#ask(ask);
    if (asked.kind !== "result") return asked;
    this.#kept.delete(name);
    if ("refused" in asked.result) {
      this.#failed.add(name, ask.params.name, Date.now());
      return { kind: "refused", why: asked.result.refused };
    }
    this.#failed.forget(name, [ask.params.name, asked.result.person.name.toLowerCase()]);
    const answer = { kind: "in", person: asked.result.person, atMs } as const;
    if (this.#kept.size >= rememberedMax) this.#kept.clear();
    this.#kept.set(name, { proof, answer });
    return answer;
  }

  /**
   * Whoever waits looks at a clock of his own, and a turn that should be over is forgotten: the runtime may have broken off who had it, and
   * his promise then never ends.
   */
  async #inTurn(name: string, mayLastMs: number, task: () => Promise<LoggedIn>): Promise<LoggedIn> {
    const found = this.#turns.get(name);
    const turn = found && found.untilMs > Date.now() ? found : { last: Promise.resolve(), waiting: 0, untilMs: 0 };
    if (turn.waiting >= waitingMax) return { kind: "locked", waitMs: 1000 };
    const run = turn.waiting === 0 ? task() : within(turn.last, mayLastMs).then(task);
    turn.waiting += 1;
    turn.untilMs = Date.now() + mayLastMs * turn.waiting;
    turn.last = run.catch(() => undefined);
    this.#turns.set(name, turn);
    try {
      return await run;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0 && this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }

  /**
   * Of the password, and of what it was asked of: another configuration is another question, and so is another spelling, which may be another
   * person's who has the same password.
   */
  #proof({ params, settings }: DirectoryAsk<"login">): string {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([params.name, params.password, settings]))
      .digest("base64");
  }
}

/** Until it ends, for at most so long. */
async function within(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, timeoutMs);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}

/** Milliseconds until another attempt may be made. Pure. @param failures their times, the newest first */
export function lockedMs(failures: readonly number[], attemptsMax: number, nowMs: number): number {
  const oldestThatCounts = attemptsMax === 0 ? undefined : failures[attemptsMax - 1];
  return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + failuresKeptMs - nowMs);
}

const foldedLetters: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };

/**
 * Directories find one entry by many spellings of its name: other cases, accents, widths, runs of spaces, either kind of kana, and characters
 * that RFC 4518 §2.2 maps to nothing. Their failures are counted together, or each spelling would have its own attempts at the same account.
 */
export function countedName(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{C}\u1806\uFFFC]/gu, "")
    .replaceAll(/[\u30A1-\u30F6]/g, (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60))
    .replaceAll(/[ßæœøđðþłı]/g, (letter) => foldedLetters[letter] ?? letter)
    .replaceAll(/\s+/g, " ")
    .trim();
}
