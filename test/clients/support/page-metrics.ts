/** What a page weighs and how it behaves, by the browser's own account. */
import type { BrowserContext, Page } from "playwright-core";

/** 1.6 Mb/s and 150 ms there and back: a telephone on a fair day. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
}

interface Interaction {
  /** By the page's clock. */
  readonly startMs: number;
  /** Until the next paint. */
  readonly ms: number;
}

interface Observed {
  largestPaintMs: number;
  layoutShift: number;
  /** Each press and each key. */
  interactions: Interaction[];
}

/** Every page of the window keeps count from its first moment. */
export async function observe(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const observed: Observed = { largestPaintMs: 0, layoutShift: 0, interactions: [] };
    Object.assign(window, { observed });
    const each = <T>(type: string, take: (entry: PerformanceEntry & T) => void, more: object = {}) => {
      const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => take(entry as PerformanceEntry & T)));
      observer.observe({ type, buffered: true, ...more });
    };
    each("largest-contentful-paint", ({ startTime }) => (observed.largestPaintMs = startTime));
    each<{ value: number; hadRecentInput: boolean }>("layout-shift", ({ value, hadRecentInput }) => {
      if (!hadRecentInput) observed.layoutShift += value;
    });
    // Shorter ones than 16 ms the browser does not tell.
    const event = ({ startTime, duration, interactionId }: PerformanceEntry & { interactionId: number }) => {
      if (interactionId > 0) observed.interactions.push({ startMs: startTime, ms: duration });
    };
    each("event", event, { durationThreshold: 16 });
  });
}

export interface Metrics extends Observed {
  readonly scriptBytes: number;
  readonly scriptBytesTransferred: number;
  readonly files: number;
  readonly bytesTransferred: number;
}

/** Of the page as it stands. Sizes are of contents as they were sent, compressed. */
export async function metricsOf(page: Page): Promise<Metrics> {
  return page.evaluate(() => {
    const files = [
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ] as PerformanceResourceTiming[];
    const scripts = files.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
    const sum = (entries: PerformanceResourceTiming[]) => entries.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
    const sent = (entries: PerformanceResourceTiming[]) => sum(entries.filter(({ transferSize }) => transferSize > 0));
    return {
      ...(window as unknown as { observed: Observed }).observed,
      scriptBytes: sum(scripts),
      scriptBytesTransferred: sent(scripts),
      files: files.length,
      bytesTransferred: sent(files),
    };
  });
}
