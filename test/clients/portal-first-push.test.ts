/** From the first start to the first push, in the portal: with the password that was printed, and the commands that the page shows. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { startBrowser, windowOf } from "./support/browser.ts";
import { run } from "./support/run.ts";
import { startRegistry } from "./support/servers.ts";
import { dockerEnvironment, freshFolder } from "./support/site.ts";

const folder = freshFolder("first-push");
const ownPassword = "Of-my-own-12345";
const registry = await startRegistry(join(folder, "data"), {});
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  await registry.stop();
});

it("a new site asks for a password of one's own, and its commands push a first image as they are pasted", async () => {
  const [, madePassword = ""] = /shown only this once:\s+(\S+)/.exec(registry.printed) ?? [];
  expect(madePassword).not.toBe("");
  browser = await startBrowser();
  const context = await windowOf(browser, null);
  const page = await context.newPage();
  await page.goto(registry.url);
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(madePassword);
  await page.getByRole("button", { name: "Sign in" }).click();

  const asked = page.getByRole("dialog", { name: "Choose a password of your own" });
  await asked.getByLabel("Current password").fill(madePassword);
  await asked
    .getByLabel(/^New password(?! again)/)
    .first()
    .fill(ownPassword);
  await asked.getByLabel("New password again").fill(ownPassword);
  await asked.getByRole("button", { name: "Change the password" }).click();
  await asked.waitFor({ state: "hidden" });

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Projects" }).click();
  await page.getByRole("button", { name: "New project" }).click();
  const making = page.getByRole("dialog", { name: "New project" });
  await making.getByLabel("Name").fill("harbour");
  await making.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name: "harbour" }).waitFor();

  await page.getByRole("radio", { name: "docker" }).check({ force: true });
  const commands = await page.locator("pre").allTextContents();
  expect(commands.at(-1)).toMatch(/^docker push 127\.0\.0\.1:\d+\/harbour\//);
  await pasted(commands, ownPassword);

  await page.reload();
  await page.getByRole("link", { name: "hello" }).click();
  await page.getByRole("heading", { level: 1, name: /hello/ }).waitFor();
  await page.getByText("1.0", { exact: true }).first().waitFor();
});

/** As in a terminal, where the password is typed when it is asked for. */
async function pasted(commands: readonly string[], password: string): Promise<void> {
  const script = join(folder, "paste.sh");
  writeFileSync(script, ["set -e", `cd ${folder}`, ...commands].join("\n"));
  const environment = { ...dockerEnvironment, DOCKER_CONFIG: join(folder, "docker-config"), DOCKER_BUILDKIT: "0" };
  const ran = await run("script", ["--quiet", "--return", "--command", `bash ${script}`, "/dev/null"], environment, `${password}\n`);
  expect(ran.code, ran.stdout + ran.stderr).toBe(0);
}
