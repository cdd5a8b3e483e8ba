/** Every page of docs/guide, word for word. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { freshFolder, ok, password, registry } from "./support/site.ts";

const guides = resolve(import.meta.dirname, "../../docs/guide");

async function run(page: string): Promise<string> {
  const commands = [...readFileSync(join(guides, page), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(commands.length).toBeGreaterThan(8);
  const folder = freshFolder(page.replace(".md", ""));
  await ok("bash", ["-x", "-c", ["set -eu", `cd "${folder}"`, ...commands].join("\n")], { URL: registry, ADMIN: `admin:${password}` });
  return folder;
}

it("every command of the guide to the API succeeds, in order", async () => {
  const pushed = JSON.parse(readFileSync(join(await run("api.md"), "manifest.json"), "utf8")) as { schemaVersion: number };
  expect(pushed.schemaVersion).toBe(2);
});

it("every command of the guide to deletion, retention and collection succeeds, in order", async () => {
  const decisions = readFileSync(join(await run("space.md"), "decisions.txt"), "utf8");
  expect(decisions).toMatch(/rule 1: the most recently pushed 1 artifacts/);
  expect(decisions).toContain("dry run: nothing was deleted");
});

it("there is no page that no test runs", () => {
  // The others need directories and further sites: ldap.test.ts, replication-guide.test.ts.
  expect(readdirSync(guides).toSorted()).toEqual(["api.md", "ldap.md", "replication.md", "space.md"]);
});
