import type { Miniflare } from "miniflare";

const cron = "* * * * *";

/**
 * Miniflare fires no cron and forgets queued messages when workerd ends. This rings at every full minute, and by `ring` after a
 * start for whatever was in the queue.
 */
export function startCron(miniflare: Miniflare, workerName: string): { ring(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const ring = () => {
    const rung = miniflare.getWorker(workerName).then((worker) => worker.scheduled({ cron, scheduledTime: new Date() }));
    rung.catch((error: unknown) => {
      if (timer) console.error("the cron of this minute did not run:", error);
    });
  };
  const wait = () => {
    timer = setTimeout(
      () => {
        ring();
        wait();
      },
      60_000 - (Date.now() % 60_000),
    );
  };
  wait();
  return {
    ring,
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
