import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { createBufferPool, type Loan, PoolExhausted } from "../../worker/lib/buffer-pool.ts";
import { createProgressWatch, Stalled } from "../../worker/lib/progress-watch.ts";

const bytesEach = 1024;

it("never lends more than its count, and passes a returned buffer to who waited longest", async () => {
  const pool = createBufferPool({ count: 6, bytesEach, waitMsMax: 60_000, now: Date.now }, () => undefined);
  let lent = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 10 }, async (_, i) => {
      const loan = await pool.acquire();
      lent += 1;
      most = Math.max(most, lent);
      order.push(i);
      await sleep(5);
      lent -= 1;
      loan.release();
      loan.release();
    }),
  );
  expect(most).toBe(6);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("gives no second buffer while somebody waits", async () => {
  const pool = createBufferPool({ count: 1, bytesEach, waitMsMax: 60_000, now: Date.now }, () => undefined);
  const first = await pool.acquire();
  const waiting = pool.acquire();
  expect(pool.tryAcquire()).toBeNull();
  first.release();
  const second = await waiting;
  expect(pool.tryAcquire()).toBeNull();
  second.release();
  expect(pool.tryAcquire()).not.toBeNull();
});

it("replaces memory that a read never gave back", async () => {
  const pool = createBufferPool({ count: 1, bytesEach, waitMsMax: 60_000, now: Date.now }, () => undefined);
  const loan = await pool.acquire();
  structuredClone(loan.bytes.buffer, { transfer: [loan.bytes.buffer] });
  loan.release();
  expect((await pool.acquire()).bytes.byteLength).toBe(bytesEach);
});

it("nobody waits longer than the longest wait, and the waiters look for stalled bodies", async () => {
  vi.useFakeTimers();
  try {
    let looked = 0;
    const pool = createBufferPool({ count: 1, bytesEach, waitMsMax: 60_000, now: Date.now }, () => void (looked += 1));
    await pool.acquire();
    const waiting = pool.acquire().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_500);
    expect(await waiting).toBeInstanceOf(PoolExhausted);
    expect(looked).toBeGreaterThanOrEqual(59);
  } finally {
    vi.useRealTimers();
  }
});

it("breaks off the body that brought too little in the window, and no other", async () => {
  let nowMs = 0;
  const watch = createProgressWatch({ windowMs: 30_000, bytesMin: 1_000_000, now: () => nowMs });
  const slow = watch.watch();
  const quick = watch.watch();
  let broken: unknown = null;
  slow.broken.catch((error: unknown) => (broken = error));
  let quickBroken = false;
  quick.broken.catch(() => (quickBroken = true));
  for (let second = 0; second < 29; second++) {
    nowMs += 1000;
    quick.moved(100_000);
    slow.moved(30_000);
    watch.breakStalled();
  }
  await Promise.resolve();
  expect(broken).toBeNull();
  nowMs += 2000;
  quick.moved(100_000);
  watch.breakStalled();
  await Promise.resolve();
  await Promise.resolve();
  expect(broken).toBeInstanceOf(Stalled);
  expect(quickBroken).toBe(false);
});

it("a body that moved a lot long ago but not lately has stalled", async () => {
  let nowMs = 0;
  const watch = createProgressWatch({ windowMs: 30_000, bytesMin: 1_000_000, now: () => nowMs });
  const body = watch.watch();
  let broken = false;
  body.broken.catch(() => (broken = true));
  nowMs = 5_000;
  body.moved(50_000_000);
  nowMs = 36_000;
  watch.breakStalled();
  await Promise.resolve();
  await Promise.resolve();
  expect(broken).toBe(true);
});

it("waits in turn when all buffers are lent", async () => {
  const pool = createBufferPool({ count: 2, bytesEach, waitMsMax: 1000, now: Date.now }, () => undefined);
  const loans: Loan[] = [await pool.acquire(), await pool.acquire()];
  const third = pool.acquire();
  loans[1]?.release();
  await expect(third).resolves.toBeDefined();
});
