/**
 * Every page that the portal's route tree lists, on a site that has something on each: no violation of accessibility, nothing complained of,
 * nothing wider than a telephone, all of it reached with the keyboard. Pictures are left in `test-results/portal/`.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complaintsOf, desktop, phone, quietOf, sessionOf, startBrowser, windowOf } from "./support/browser.ts";
import { dialogFaults, keyboardFaults } from "./support/keyboard.ts";
import { portalPages, routesOfPortal } from "./support/portal-routes.ts";
import { type PortalSite, startPortalSite } from "./support/portal-site.ts";
import { sitePassword } from "./support/replication.ts";
import { root } from "./support/servers.ts";

const pictures = join(root, "test-results/portal");
const languages = ["en", "de"] as const;
const routes = routesOfPortal();
let portal: PortalSite;
let browser: Browser;

interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
  readonly quiet: () => Promise<void>;
}
const windows = {} as Record<(typeof languages)[number], Window>;

beforeAll(async () => {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  portal = await startPortalSite();
  browser = await startBrowser();
  const session = await sessionOf(browser, portal.site.url, "admin", sitePassword);
  for (const language of languages) {
    const context = await windowOf(browser, session, { language });
    const page = await context.newPage();
    windows[language] = { context, page, complaints: complaintsOf(page), quiet: quietOf(page) };
  }
});

afterAll(async () => {
  await browser?.close();
  await portal?.site.end();
});

it("every route of the tree has an entry, and every entry a route", () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(Object.keys(portalPages).toSorted()).toEqual(routes.toSorted());
});

/** The page when all of it has come. */
async function open({ page, quiet }: Window, address: string): Promise<void> {
  await page.goto(`${portal.site.url}${address}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await quiet();
  const isWhole = () => ![...document.querySelectorAll(".mantine-Skeleton-root")].some((outline) => outline.checkVisibility());
  await page.waitForFunction(isWhole);
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}

/** What sticks out to the right of the screen. */
async function tooWide(page: Page): Promise<string[]> {
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  // Parts that measure themselves settle a moment after the screen has another size.
  await page.waitForFunction(fits, null, { timeout: 3000 }).catch(() => undefined);
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
}

/** English on a light desktop, German on a dark telephone; pictures of both schemes and sizes. */
async function look(language: (typeof languages)[number], address: string): Promise<Record<string, string[]>> {
  const { page, complaints } = windows[language];
  complaints.length = 0;
  const views = [
    { size: "desktop", viewport: desktop },
    { size: "phone", viewport: phone },
  ] as const;
  const ordered = language === "en" ? views : views.toReversed();
  const schemes = language === "en" ? (["light", "dark"] as const) : (["dark", "light"] as const);
  const faults: Record<string, string[]> = {};
  await page.setViewportSize(ordered[0]?.viewport ?? desktop);
  await page.emulateMedia({ colorScheme: schemes[0] });
  await open(windows[language], address);
  faults["accessibility"] = await violations(page);
  for (const { size, viewport } of ordered) {
    await page.setViewportSize(viewport);
    if (size === "phone") faults["width"] = await tooWide(page);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const name = `${address.replaceAll(/sha256:(\w{6})\w*/g, "$1").replaceAll(/[^\w.-]+/g, "_")}-${colorScheme}-${size}-${language}.png`;
      await page.screenshot({ path: join(pictures, name.replace(/^_-/, "home-").replace(/^_/, "")) });
    }
  }
  return { ...faults, complaints };
}

const none = { accessibility: [], width: [], complaints: [] };

describe.each(routes)("%s", (route) => {
  it("is accessible, fits a telephone and complains of nothing, in both languages", async () => {
    for (const address of portalPages[route]?.addresses(portal) ?? []) {
      const [en, de] = await Promise.all(languages.map((language) => look(language, address)));
      expect({ address, en, de }).toEqual({ address, en: none, de: none });
    }
  });

  it("is reached with the keyboard, and its dialogs are", async () => {
    const { page } = windows.en;
    await page.setViewportSize(desktop);
    await page.emulateMedia({ colorScheme: "light" });
    const { addresses, dialogs = [] } = portalPages[route] ?? { addresses: () => [] };
    for (const address of addresses(portal).slice(0, 1)) {
      const walk = async () => {
        await open(windows.en, address);
        return keyboardFaults(page, { hasMenu: route !== "/sign-in" });
      };
      const faults = await walk();
      // What moves under the walk, as a field that shows what has just come, is there once; what is wrong with a page is there again.
      const again = faults.length === 0 ? [] : await walk();
      expect(again.filter((fault) => faults.includes(fault))).toEqual([]);
      for (const name of dialogs) expect({ name, faults: await dialogFaults(page, name) }).toEqual({ name, faults: [] });
    }
  });
});
