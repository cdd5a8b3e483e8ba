export interface SerialQueue {
  /**
   * Runs the task when it is its turn.
   *
   * @throws QueueFull when too many wait already.
   */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Nothing begins for so long. */
  rest(ms: number): void;
}

export class QueueFull extends Error {
  constructor() {
    super("too many wait already");
  }
}

export interface SerialQueueOptions {
  readonly waitingMax: number;
  /** Who did not look for so long has gone; also the longest that a task may take. */
  readonly staleMs: number;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

const lookEachMs = 20;

/**
 * Runs tasks one after the other, in the order in which they came. Each waits by its own timer and not for the promise of the one before
 * it: a request that the runtime breaks off settles nothing, and would hold up all that follow for ever.
 */
export function createSerialQueue({ waitingMax, staleMs, now = Date.now, wait = sleep }: SerialQueueOptions): SerialQueue {
  const tickets: { seenMs: number }[] = [];
  let restsUntilMs = 0;
  const forgetGone = () => {
    const kept = tickets.filter(({ seenMs }) => now() - seenMs <= staleMs);
    tickets.splice(0, tickets.length, ...kept);
  };
  return {
    rest(ms) {
      restsUntilMs = now() + ms;
    },
    async run(task) {
      forgetGone();
      if (tickets.length > waitingMax) throw new QueueFull();
      const ticket = { seenMs: now() };
      tickets.push(ticket);
      try {
        while (tickets[0] !== ticket || now() < restsUntilMs) {
          await wait(lookEachMs);
          ticket.seenMs = now();
          forgetGone();
          // Forgotten meanwhile, since the processor was elsewhere for too long: back in line.
          if (!tickets.includes(ticket)) tickets.push(ticket);
        }
        return await task();
      } finally {
        const at = tickets.indexOf(ticket);
        if (at !== -1) tickets.splice(at, 1);
      }
    },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
