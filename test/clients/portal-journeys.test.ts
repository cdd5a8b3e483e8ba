/** What people come to the portal for, in Chromium, by roles and names, against sites as `npm start` runs them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { random } from "../server/support/client.ts";
import { type Session, sessionOf, startBrowser, windowOf } from "./support/browser.ts";
import { person, startOpenLdap } from "./support/openldap.ts";
import { call, makeProject, pushTagged, type Site, siteAccount, sitePassword, startSite, tagsOf } from "./support/replication.ts";

// What nothing uses any more is garbage at once.
const variables = { ROADSTEAD_GC_WINDOW: "0", ROADSTEAD_PUSH_LEASE: "1" };
let site: Site;
let elsewhere: Site;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  [site, elsewhere] = await Promise.all([startSite("here", { variables }), startSite("elsewhere", { variables })]);
  browser = await startBrowser();
  session = await sessionOf(browser, site.url, "admin", sitePassword);
  await makeProject(site, "harbour");
  for (const tag of ["v1.0", "v1.1", "v2.0-rc1", "nightly"]) await pushTagged(site, "harbour/team/app", tag, random(20_000));
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.end(), elsewhere?.end()]);
});

/** The administrator's window. */
async function open(path: string, who: Session = session): Promise<Page> {
  const page = await (await windowOf(browser, who)).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${site.url}${path}`);
  return page;
}

async function close(page: Page): Promise<void> {
  await page.context().close();
}

const menu = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();

it("somebody is invited, and given a role in a project", async () => {
  const page = await open("/");
  await menu(page, "Users");
  await page.getByRole("button", { name: "New user" }).click();
  const making = page.getByRole("dialog", { name: "New local user" });
  await making.getByLabel("User name").fill("ada");
  await making.getByLabel("Full name").fill("Ada Lovelace");
  await making.getByLabel("Mail").fill("ada@example.com");
  await making
    .getByLabel(/^Password/)
    .first()
    .fill("Secret12345");
  await making.getByRole("button", { name: "Create" }).click();
  await page.getByRole("cell", { name: "ada@example.com" }).waitFor();

  await menu(page, "Projects");
  await page.getByRole("link", { name: "harbour" }).click();
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("button", { name: "Add members" }).click();
  const adding = page.getByRole("dialog", { name: "Add members" });
  await adding
    .getByRole("textbox", { name: "People" })
    .or(adding.getByRole("combobox", { name: "People" }))
    .fill("ada");
  await page.getByRole("option", { name: /ada/ }).click();
  await adding
    .getByRole("textbox", { name: "Role" })
    .or(adding.getByRole("combobox", { name: "Role" }))
    .click();
  await page.getByRole("option", { name: /^Developer/ }).click();
  await adding.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("row", { name: /ada/ }).waitFor();
  await close(page);

  const hers = await open("/projects", await sessionOf(browser, site.url, "ada", "Secret12345"));
  await hers.getByRole("row", { name: /harbour.*Developer/ }).waitFor();
  expect(await hers.getByRole("link", { name: "Users" }).count()).toBe(0);
  await close(hers);
});

it("an image is found by its tag, from any page, with the keyboard alone", async () => {
  const page = await open("/projects");
  await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search projects, repositories and tags").fill("v2.0");
  await page.getByRole("button", { name: /harbour\/team\/app:v2\.0-rc1/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/projects\/harbour\/(?:artifacts|tags)\/team\/app/);
  await page.getByText("v2.0-rc1").first().waitFor();
  await close(page);
});

it("another site is made known, a policy copies to it, and its run is watched to the end", async () => {
  const account = await siteAccount(elsewhere, "here");
  const page = await open("/registries");
  await page.getByRole("button", { name: "New registry" }).first().click();
  const adding = page.getByRole("dialog", { name: "New registry" });
  await adding.getByLabel("Name").fill("elsewhere");
  await adding.getByLabel("URL").fill(elsewhere.url);
  await adding.getByLabel("User or robot account").fill(account.access_key);
  await adding.getByLabel("Password or secret").fill(account.access_secret);
  await adding.getByRole("button", { name: "Test connection" }).click();
  await adding.getByText("It answers and takes the credentials.").waitFor();
  await adding.getByRole("button", { name: "Create" }).click();
  await page.getByRole("row", { name: /elsewhere.*Reachable/ }).waitFor();

  await menu(page, "Replication");
  await page.getByRole("button", { name: "New policy" }).first().click();
  const making = page.getByRole("dialog", { name: "New replication policy" });
  await making
    .getByLabel("Name", { exact: true })
    .or(making.getByRole("textbox", { name: /^Name/ }))
    .first()
    .fill("app-to-elsewhere");
  await making
    .getByRole("textbox", { name: /^To/ })
    .or(making.getByRole("combobox", { name: /^To/ }))
    .first()
    .click();
  await page.getByRole("option", { name: /^elsewhere/ }).click();
  await making.getByLabel("Repositories").fill("harbour/team/**");
  await making.getByRole("button", { name: "Create" }).click();
  await making.waitFor({ state: "hidden" });

  await page.getByRole("heading", { level: 1, name: "app-to-elsewhere" }).waitFor();
  await page.getByRole("button", { name: "Replicate now" }).click();
  await page.waitForURL(/\/executions\/\d+/);
  await page.getByRole("heading", { name: "What it did" }).waitFor();
  await page.getByText("Done", { exact: true }).first().waitFor();
  await close(page);
  expect(await tagsOf(elsewhere.admin, "harbour/team/app")).toEqual(await tagsOf(site.admin, "harbour/team/app"));
});

it("garbage is looked at, then collected", async () => {
  await pushTagged(site, "harbour/gone", "v1", random(3_000_000));
  await call(site, "DELETE", "/projects/harbour/repositories/gone");
  const page = await open("/garbage-collection");
  await page.getByRole("button", { name: "Look first" }).click();
  const found = page.getByRole("note").filter({ hasText: "What would go now" });
  await found.getByText("2.86 MiB").waitFor();
  await page.getByRole("main").getByRole("button", { name: "Collect now" }).click();
  const asking = page.getByRole("dialog", { name: "Collect garbage?" });
  await asking.getByText("2.86 MiB").waitFor();
  await asking.getByRole("button", { name: "Collect now" }).click();
  await asking.waitFor({ state: "hidden" });
  await page
    .getByRole("row", { name: /2\.86 MiB/ })
    .filter({ hasNotText: "Look" })
    .first()
    .waitFor();
  await close(page);
});

it("a retention rule is written, and shows what it would drop before anything is saved", async () => {
  const page = await open("/projects/harbour/retention");
  await page.getByRole("button", { name: "Add a rule" }).first().click();
  await page.getByLabel("How many").fill("1");
  await page.getByLabel("Tags, line 1: pattern").fill("v*");
  await page.getByText("For all repositories, keep the most recently pushed artifact with a tag matching v*.").waitFor();
  await page.getByText("Will be deleted 3").click();
  const dropped = page.getByRole("table", { name: "Dry run" });
  await dropped.getByRole("row").filter({ hasText: "v2.0-rc1" }).waitFor({ state: "detached" });
  for (const tag of ["v1.0", "v1.1", "nightly"]) await dropped.getByRole("row").filter({ hasText: tag }).waitFor();
  await page.getByRole("button", { name: "Save the policy" }).click();
  await page.getByText("The policy is saved").waitFor();
  await close(page);
  expect(Object.keys(await tagsOf(site.admin, "harbour/team/app"))).toHaveLength(4);
});

it("a directory is tried, found wanting, tried again, switched on, and lets its people in", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roadstead-slapd-"));
  const directory = await startOpenLdap(folder, { entries: person("grace", "Navy-secret1") });
  const page = await open("/configuration/authentication");
  await page.getByRole("button", { name: "OpenLDAP" }).click();
  await page.getByLabel("Address of the directory").fill(directory.url);
  await page.getByLabel("DN of the search account").fill(directory.searchDn);
  await page.getByLabel("Base of people").fill(directory.baseDn);
  await page.getByLabel("Its password").first().fill("not it");
  await page.getByRole("button", { name: "Test this directory" }).click();
  await page.getByText("The directory refuses the search account. Check its DN and its password.").waitFor();
  await page.getByLabel("Its password").first().fill(directory.searchPassword);
  await page.getByRole("button", { name: "Test this directory" }).click();
  await page.getByText("The directory answers").waitFor();
  await page
    .getByRole("textbox", { name: "Accounts come from" })
    .or(page.getByRole("combobox", { name: "Accounts come from" }))
    .click();
  await page.getByRole("option", { name: /and a directory/ }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Everything is saved.").waitFor();
  await close(page);

  const hers = await open("/", await sessionOf(browser, site.url, "grace", "Navy-secret1"));
  await hers.getByRole("heading", { level: 1, name: /Grace/ }).waitFor();
  await close(hers);
  await directory.stop();
  rmSync(folder, { recursive: true });
});

it("the audit log says who did what, and is narrowed to one thing", async () => {
  const page = await open("/audit-log");
  const filters = page.getByRole("search", { name: "Filters of the audit log" });
  await filters.getByRole("textbox", { name: "User" }).fill("admin");
  await filters.getByRole("textbox", { name: "Resource" }).fill("harbour/gone");
  const log = page.getByRole("table", { name: "Audit log" });
  await log
    .getByRole("row", { name: /admin.*Delete.*harbour\/gone/ })
    .first()
    .waitFor();
  await page.waitForFunction(() => /user=admin/.test(location.search) && /gone/.test(location.search));
  await page.reload();
  await log
    .getByRole("row", { name: /harbour\/gone/ })
    .first()
    .waitFor();
  const others = log.getByRole("row").filter({ hasText: "admin" }).filter({ hasNotText: "harbour/gone" });
  expect(await others.count()).toBe(0);
  await close(page);
});
