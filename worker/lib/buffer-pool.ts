/**
 * A fixed number of buffers that all bodies of unknown length in an isolate share, so that its memory is bounded whatever
 * clients do. While somebody waits, a holder whose body hardly moves is broken off.
 */
export interface BufferPool {
  /** @throws PoolExhausted when none came free in `waitMsMax`. */
  acquire(): Promise<Loan>;
  /** A buffer if one is free and nobody waits for it. */
  tryAcquire(): Loan | null;
}

/** A buffer on loan. `bytes` changes hands with each read, which detaches it: put back what the read returned. */
export interface Loan {
  bytes: Uint8Array<ArrayBuffer>;
  release(): void;
}

export interface PoolOptions {
  readonly count: number;
  readonly bytesEach: number;
  readonly waitMsMax: number;
  readonly now: () => number;
}

export class PoolExhausted extends Error {
  constructor() {
    super("no buffer came free in time");
  }
}

interface Waiter {
  readonly give: (loan: Loan) => void;
}

export function createBufferPool(options: PoolOptions, breakStalled: () => void): BufferPool {
  const free: ArrayBuffer[] = [];
  const waiters: Waiter[] = [];
  let lent = 0;

  function lend(): Loan {
    lent += 1;
    const memory = free.pop() ?? new ArrayBuffer(options.bytesEach);
    let returned = false;
    const loan: Loan = {
      bytes: new Uint8Array(memory),
      release() {
        if (returned) return;
        returned = true;
        lent -= 1;
        // A read that never came back keeps the memory; the next loan then gets new memory.
        if (loan.bytes.buffer.byteLength === options.bytesEach) free.push(loan.bytes.buffer);
        waiters.shift()?.give(lend());
      },
    };
    return loan;
  }

  return {
    tryAcquire: () => (lent < options.count && waiters.length === 0 ? lend() : null),
    acquire() {
      if (lent < options.count && waiters.length === 0) return Promise.resolve(lend());
      return new Promise((resolve, reject) => {
        const startedMs = options.now();
        // Each waiter brings its own timer: a Worker's timers belong to the request that set them.
        const timer = setInterval(() => {
          breakStalled();
          if (options.now() - startedMs < options.waitMsMax) return;
          const at = waiters.indexOf(waiter);
          if (at === -1) return;
          waiters.splice(at, 1);
          clearInterval(timer);
          reject(new PoolExhausted());
        }, 1000);
        const waiter: Waiter = {
          give(loan) {
            clearInterval(timer);
            resolve(loan);
          },
        };
        waiters.push(waiter);
      });
    },
  };
}
