import { expect, it } from "vitest";
import { createSerialQueue, QueueFull } from "../../worker/lib/serial-queue.ts";

/** A clock that moves when everybody waits. */
function clock() {
  let nowMs = 0;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    now: () => nowMs,
    wait: (ms: number) => new Promise<void>((wake) => sleepers.push({ atMs: nowMs + ms, wake })),
    async advance(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        await new Promise(setImmediate);
        const next = sleepers.toSorted((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= untilMs);
        if (!next) break;
        nowMs = Math.max(nowMs, next.atMs);
        sleepers.splice(sleepers.indexOf(next), 1);
        next.wake();
      }
      nowMs = untilMs;
    },
  };
}

it("one at a time, in the order of their coming", async () => {
  const time = clock();
  const queue = createSerialQueue({ waitingMax: 8, staleMs: 1000, ...time });
  const log: string[] = [];
  const task = (name: string) =>
    queue.run(async () => {
      log.push(`${name} begins`);
      await time.wait(100);
      log.push(`${name} ends`);
    });
  const all = [task("a"), task("b"), task("c")];
  await time.advance(1000);
  await Promise.all(all);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});

it("a task that fails holds nobody up", async () => {
  const time = clock();
  const queue = createSerialQueue({ waitingMax: 8, staleMs: 1000, ...time });
  const failed = expect(queue.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const next = queue.run(() => Promise.resolve("yes"));
  await time.advance(100);
  await failed;
  expect(await next).toBe("yes");
});

it("refuses when too many wait", async () => {
  const time = clock();
  const queue = createSerialQueue({ waitingMax: 1, staleMs: 1000, ...time });
  const all = [1, 2].map(() => queue.run(() => time.wait(10)));
  await expect(queue.run(() => Promise.resolve())).rejects.toThrow(QueueFull);
  await time.advance(100);
  await Promise.all(all);
});

it("rests: nothing begins before its end", async () => {
  const time = clock();
  const queue = createSerialQueue({ waitingMax: 8, staleMs: 10_000, ...time });
  const begun: number[] = [];
  const all = [1, 2, 3].map(() =>
    queue.run(async () => {
      begun.push(time.now());
      queue.rest(600);
      await Promise.resolve();
    }),
  );
  await time.advance(5000);
  await Promise.all(all);
  const gaps = begun.slice(1).map((at, i) => at - (begun[i] ?? 0));
  expect(gaps).toHaveLength(2);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(600);
});

it("a request that was broken off while it waited or worked holds up nobody for longer than it may take", async () => {
  const time = clock();
  const gone = { ...time, wait: () => new Promise<void>(() => {}) };
  const queue = createSerialQueue({ waitingMax: 8, staleMs: 1000, now: time.now, wait: (ms) => (isGone ? gone.wait() : time.wait(ms)) });
  let isGone = true;
  void queue.run(() => new Promise(() => {}));
  void queue.run(() => Promise.resolve("never"));
  isGone = false;
  const next = queue.run(() => Promise.resolve("yes"));
  await time.advance(2000);
  expect(await next).toBe("yes");
});
