/** Chromium, signed in to a site's portal. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page, type Request } from "playwright-core";

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}

export const desktop = { width: 1360, height: 850 };
/** An ordinary telephone. */
export const phone = { width: 390, height: 844 };

async function signIn(page: Page, url: string, name: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.locator("[name=principal]").fill(name);
  await page.locator("[name=password]").fill(password);
  await page.locator("[type=submit]").click();
  await page.waitForURL(`${url}/`);
}

/** What the browser keeps of somebody who has signed in, for as many windows as one likes. */
export async function sessionOf(browser: Browser, url: string, name: string, password: string): Promise<Session> {
  const context = await browser.newContext();
  await signIn(await context.newPage(), url, name, password);
  const state = await context.storageState();
  await context.close();
  return state;
}

export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

export interface View {
  readonly size?: "desktop" | "phone";
  readonly scheme?: "light" | "dark";
  readonly language?: "en" | "de";
}

/** A window of a person: signed in when there is a session. */
export function windowOf(browser: Browser, session: Session | null, { size = "desktop", scheme = "light", language = "en" }: View = {}) {
  const options: BrowserContextOptions = {
    viewport: size === "phone" ? phone : desktop,
    colorScheme: scheme,
    locale: language,
    // What moves is on its way: a picture of it, or a measure, would be of chance.
    reducedMotion: "reduce",
    ...(session ? { storageState: session } : {}),
  };
  return browser.newContext(options);
}

/** Resolves when the page has asked for nothing for a moment: sooner than Playwright's `networkidle`, which waits half a second. */
export function quietOf(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let quietSince = Date.now();
  page.on("request", (request) => underWay.add(request));
  const over = (request: Request) => {
    underWay.delete(request);
    quietSince = Date.now();
  };
  page.on("requestfinished", over).on("requestfailed", over);
  return async () => {
    for (const endMs = Date.now() + 5000; Date.now() < endMs; await page.waitForTimeout(25))
      if (underWay.size === 0 && Date.now() - quietSince > 120) return;
  };
}

/** What the page complained of, from now on. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => (message.type() === "error" ? complaints.push(`${page.url()}: ${message.text()}`) : undefined));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return complaints;
}
