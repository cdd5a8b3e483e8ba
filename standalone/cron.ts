import type { Miniflare } from "miniflare";

const cron = "* * * * *";

/**
 * Miniflare fires no cron and forgets queued messages when it ends: this rings every minute, and once at the start for whatever
 * was in the queue.
 */
export function startCron(miniflare: Miniflare): { stop(): void } {
  const ring = async () => {
    const worker = await miniflare.getWorker();
    await worker.scheduled({ cron, scheduledTime: new Date() });
  };
  const ringQuietly = () => void ring().catch((error: unknown) => console.error("cron did not run:", error));
  ringQuietly();
  const timer = setInterval(ringQuietly, 60_000);
  return { stop: () => clearInterval(timer) };
}
