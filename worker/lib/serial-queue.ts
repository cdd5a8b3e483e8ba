/** Runs tasks one after the other; refuses when too many wait. */
export interface SerialQueue {
  /** @throws QueueFull */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export class QueueFull extends Error {
  constructor() {
    super("too many wait already");
  }
}

export function createSerialQueue(waitingMax: number): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run(task) {
      if (waiting > waitingMax) return Promise.reject(new QueueFull());
      waiting += 1;
      const result = last.then(task).finally(() => {
        waiting -= 1;
      });
      last = result.catch(() => undefined);
      return result;
    },
  };
}
