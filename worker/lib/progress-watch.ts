/** Watches how many bytes each of several bodies brought lately, and breaks off those that stall. */
export interface ProgressWatch {
  watch(): Watched;
  /** Breaks every watched body that brought less than `bytesMin` in the last `windowMs`. */
  breakStalled(): void;
}

export interface Watched {
  moved(bytes: number): void;
  /** Rejects with `Stalled` when the body is broken off; never resolves. */
  readonly broken: Promise<never>;
  end(): void;
}

export class Stalled extends Error {
  constructor() {
    super("the body stalled while others waited for its buffer");
  }
}

export function createProgressWatch(options: {
  readonly windowMs: number;
  readonly bytesMin: number;
  readonly now: () => number;
}): ProgressWatch {
  const bodies = new Set<{ readonly marks: { atMs: number; total: number }[]; breakOff: () => void }>();
  return {
    watch() {
      let breakOff: () => void = () => undefined;
      const broken = new Promise<never>((_, reject) => {
        breakOff = () => reject(new Stalled());
      });
      // Nobody may be listening between two reads.
      broken.catch(() => undefined);
      const body = { marks: [{ atMs: options.now(), total: 0 }], breakOff };
      bodies.add(body);
      return {
        broken,
        moved(bytes) {
          const last = body.marks.at(-1);
          const total = (last?.total ?? 0) + bytes;
          // One mark a second is fine enough and keeps the list short.
          if (last && options.now() - last.atMs < 1000 && body.marks.length > 1) last.total = total;
          else body.marks.push({ atMs: options.now(), total });
          while ((body.marks[1]?.atMs ?? Number.POSITIVE_INFINITY) <= options.now() - options.windowMs) body.marks.shift();
        },
        end: () => void bodies.delete(body),
      };
    },
    breakStalled() {
      const since = options.now() - options.windowMs;
      for (const body of bodies) {
        const first = body.marks[0];
        if (!first || first.atMs > since) continue;
        const before = body.marks.findLast((mark) => mark.atMs <= since) ?? first;
        const brought = (body.marks.at(-1)?.total ?? 0) - before.total;
        if (brought < options.bytesMin) body.breakOff();
      }
    },
  };
}
