/** What the portal shows after a change, and of names as long as they may be, in Chromium against a site as `npm start` runs it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { random } from "../server/support/client.ts";
import { complaintsOf, type Session, sessionOf, startBrowser, type View, windowOf } from "./support/browser.ts";
import { call, makeProject, pushTagged, type Site, sitePassword, startSite } from "./support/replication.ts";

let site: Site;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  site = await startSite("changed");
  browser = await startBrowser();
  session = await sessionOf(browser, site.url, "admin", sitePassword);
});

afterAll(async () => {
  await browser?.close();
  await site?.end();
});

async function open(path: string, view: View = {}): Promise<Page> {
  const page = await (await windowOf(browser, session, view)).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${site.url}${path}`);
  return page;
}

const menu = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();

it("with the last artifact of a repository its page is left", async () => {
  await makeProject(site, "short");
  for (const repository of ["listed", "shown"]) await pushTagged(site, `short/${repository}`, "v1", random(1000));
  const page = await open("/projects/short/repositories/listed");
  const complaints = complaintsOf(page);
  await page.getByRole("checkbox", { name: "Select row 1" }).check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(`${site.url}/projects/short`);

  await page.getByRole("link", { name: "shown" }).click();
  await page.getByRole("link", { name: /^sha256:/ }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(`${site.url}/projects/short`);
  await page.getByText("Nothing has been pushed yet").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("a change stands in the audit log, though that was looked at a moment before", async () => {
  const page = await open("/audit-log");
  const row = page.getByRole("table", { name: "Audit log" }).getByRole("row", { name: /Create.*soon-there/ });
  await page.getByRole("table", { name: "Audit log" }).waitFor();
  await menu(page, "Projects");
  await page.getByRole("button", { name: "New project" }).click();
  const making = page.getByRole("dialog", { name: "New project" });
  await making.getByLabel("Name").fill("soon-there");
  await making.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name: "soon-there" }).waitFor();
  await menu(page, "Audit log");
  await row.waitFor();
  await page.context().close();
});

it("names as long as they may be leave the page as wide as the screen, and other columns in sight", async () => {
  const [project, repository, tag] = ["p".repeat(100), "r".repeat(150), "t".repeat(128)];
  await makeProject(site, project);
  await pushTagged(site, `${project}/${repository}`, tag, random(1000));
  await call(site, "POST", "/robots", {
    name: "n".repeat(200),
    duration: 1,
    level: "project",
    permissions: [{ kind: "project", namespace: project, access: [{ resource: "repository", action: "pull" }] }],
  });
  const path = `/projects/${project}`;
  const places = ["", `/repositories/${repository}`, `/tags/${repository}`, `/artifacts/${repository}:${tag}`, "/robots"];
  for (const place of [...places.map((end) => `${path}${end}`), "/", "/projects", "/quotas"]) {
    const page = await open(place, { size: "phone" });
    await page
      .getByText(/p{100}/)
      .first()
      .waitFor();
    expect([place, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([place, 390]);
    await page.context().close();
  }
  const page = await open(`${path}/robots`);
  const enabled = await page.getByRole("cell", { name: "Enabled" }).boundingBox();
  expect(enabled?.x).toBeLessThan(1360);
  await page.context().close();
});
