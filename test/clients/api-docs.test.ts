/** The reference of the API in Chromium: it shows every operation, calls nobody else, and breaks no Content-Security-Policy. */
import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { password, registry } from "./support/site.ts";

it("/api-docs shows the operations and sends a request", async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ httpCredentials: { username: "admin", password, send: "always" } });
    const origins = new Set<string>();
    const complaints: string[] = [];
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    page.on("console", (message) => (message.type() === "error" ? complaints.push(message.text()) : undefined));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${registry}/api-docs/#tag/project/GET/projects`);
    await page.getByRole("heading", { name: "List projects" }).waitFor();
    const section = page.locator("section", { has: page.getByRole("heading", { name: "List projects", exact: true }) }).last();
    await section.getByRole("button", { name: /test request/i }).click();
    const answered = page.waitForResponse((answer) => answer.url().startsWith(`${registry}/api/v2.0/projects`));
    await page.getByRole("button", { name: /^send/i }).first().click();
    expect((await answered).status()).toBe(200);
    expect([...origins]).toEqual([registry]);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
