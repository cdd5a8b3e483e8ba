/** What the portal weighs and how quick it is, in Chromium on a slow line, against a server as `npm start` runs it. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Session, sessionOf, startBrowser, windowOf } from "./support/browser.ts";
import { crowded, fillCrowdedRepository } from "./support/crowded-repository.ts";
import { type Metrics, metricsOf, observe, slowDown } from "./support/page-metrics.ts";
import { type Site, sitePassword, startSite } from "./support/replication.ts";

let site: Site;
let browser: Browser;
let session: Session;
const measured: string[] = [];
const paintMsMax = 2500;

beforeAll(async () => {
  site = await startSite("budgets");
  await fillCrowdedRepository(site);
  browser = await startBrowser();
  session = await sessionOf(browser, site.url, "admin", sitePassword);
});

afterAll(async () => {
  console.log(["Portal at 1.6 Mb/s and 150 ms there and back:", ...measured].join("\n"));
  await browser?.close();
  await site?.end();
});

function note(what: string, { scriptBytes, bytesTransferred, files, largestPaintMs, layoutShift }: Metrics): void {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const paint = `largest paint ${(largestPaintMs / 1000).toFixed(2)} s, layout shift ${layoutShift.toFixed(4)}`;
  measured.push(`${what}: script ${kilobytes(scriptBytes)}, sent ${kilobytes(bytesTransferred)} in ${files} files, ${paint}`);
}

/** A window that has seen nothing of the site yet. */
async function slowPage(who: Session | null): Promise<{ context: BrowserContext; page: Page }> {
  const context = await windowOf(browser, who);
  await observe(context);
  const page = await context.newPage();
  await slowDown(page);
  return { context, page };
}

async function loaded(page: Page, path: string, heading: string | RegExp): Promise<Metrics> {
  await page.goto(`${site.url}${path}`);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await page.waitForLoadState("networkidle");
  // What the document has may not have been painted yet.
  await page.waitForFunction(() => (window as unknown as { observed: { largestPaintMs: number } }).observed.largestPaintMs > 0);
  return metricsOf(page);
}

/** Another program of the machine can only add to a time; what the page itself takes long for, it takes long for again. */
async function loadedAtBest(what: string, load: () => Promise<Metrics>): Promise<Metrics> {
  const first = await load();
  note(what, first);
  if (first.largestPaintMs <= paintMsMax) return first;
  const second = await load();
  note(`${what}, once more`, second);
  return second;
}

it("the sign-in page: at most 90 kB of script, painted within 2.5 s, nothing moves", async () => {
  const metrics = await loadedAtBest("Sign-in page", async () => {
    const { context, page } = await slowPage(null);
    return loaded(page, "/sign-in", "Roadstead").finally(() => context.close());
  });
  expect(metrics.scriptBytes).toBeGreaterThan(50_000);
  expect(metrics.scriptBytes).toBeLessThanOrEqual(90_000);
  expect(metrics.largestPaintMs).toBeGreaterThan(0);
  expect(metrics.largestPaintMs).toBeLessThanOrEqual(paintMsMax);
  expect(metrics.layoutShift).toBeLessThanOrEqual(0.02);
});

it("the first page after it: at most 200 kB of script, were there nothing of it yet, and painted within 2.5 s", async () => {
  const { context, page } = await slowPage(session);
  const cold = await loaded(page, "/", /admin/);
  note("First page, without the sign-in page's files", cold);
  await context.close();
  expect(cold.scriptBytes).toBeGreaterThan(100_000);
  expect(cold.scriptBytes).toBeLessThanOrEqual(200_000);
  expect(cold.layoutShift).toBeLessThanOrEqual(0.02);
  const warm = await loadedAtBest("First page after the sign-in page", async () => {
    const after = await slowPage(session);
    await loaded(after.page, "/sign-in", "Roadstead");
    return loaded(after.page, "/", /admin/).finally(() => after.context.close());
  });
  expect(warm.scriptBytesTransferred).toBeLessThan(warm.scriptBytes);
  expect(warm.largestPaintMs).toBeGreaterThan(0);
  expect(warm.largestPaintMs).toBeLessThanOrEqual(paintMsMax);
  expect(warm.layoutShift).toBeLessThanOrEqual(0.02);
});

/** What people do with a list; each ends with the list standing still. */
const deeds: readonly (readonly [what: string, act: (page: Page) => Promise<void>])[] = [
  ["typing into the filter", async (page) => page.getByRole("searchbox").first().pressSequentially("1234", { delay: 60 })],
  ["clearing it", async (page) => page.getByRole("searchbox").first().press("Escape")],
  ["the next page", async (page) => page.getByRole("button", { name: "Next", exact: true }).click()],
  ["choosing a row", async (page) => page.getByRole("row").nth(2).getByRole("checkbox").click()],
  ["the account's menu", async (page) => page.getByRole("button", { name: /Account admin/ }).click()],
];

/** One round of the deeds in a new window. */
async function roundOfDeeds(path: string): Promise<{ slowest: Record<string, number>; layoutShift: number }> {
  const context = await windowOf(browser, session);
  await observe(context);
  const page = await context.newPage();
  await loaded(page, path, /team\/app/);
  const begun: { what: string; fromMs: number }[] = [];
  for (const [what, act] of deeds) {
    begun.push({ what, fromMs: await page.evaluate(() => performance.now()) });
    await act(page);
    await page.waitForLoadState("networkidle");
  }
  // The browser tells of a press some time after it, so each is known by when it began.
  const { interactions, layoutShift } = await metricsOf(page);
  await context.close();
  expect(interactions.length).toBeGreaterThan(0);
  const slowest: Record<string, number> = {};
  for (const [index, { what, fromMs }] of begun.entries()) {
    const untilMs = begun[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const theirs = interactions.filter(({ startMs }) => startMs >= fromMs && startMs < untilMs);
    slowest[what] = Math.max(0, ...theirs.map(({ ms }) => ms));
  }
  return { slowest, layoutShift };
}

const slowerThan = (ms: number, slowest: Record<string, number>) => Object.keys(slowest).filter((what) => (slowest[what] ?? 0) > ms);

it.each([
  ["artifacts", `/projects/${crowded.project}/repositories/${crowded.repository}`],
  ["tags", `/projects/${crowded.project}/tags/${crowded.repository}`],
])("with 20,000 tags the list of %s answers each press within 100 ms, and nothing moves", async (list, path) => {
  const first = await roundOfDeeds(path);
  const late = slowerThan(100, first.slowest);
  // As with what is painted.
  const rounds = late.length === 0 ? [first] : [first, await roundOfDeeds(path)];
  for (const { slowest, layoutShift } of rounds)
    measured.push(`List of ${list}, 20,000 tags, interaction to next paint in ms: ${JSON.stringify(slowest)}, layout shift ${layoutShift}`);
  expect(rounds.map(({ slowest }) => slowerThan(100, slowest)).reduce((one, other) => one.filter((what) => other.includes(what)))).toEqual(
    [],
  );
  for (const { layoutShift } of rounds) expect(layoutShift).toBeLessThanOrEqual(0.02);
});
