/** docs/guide/api.md, word for word. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { freshFolder, ok, password, registry } from "./support/site.ts";

it("every command of the guide to the API succeeds, in order", async () => {
  const guide = readFileSync(resolve(import.meta.dirname, "../../docs/guide/api.md"), "utf8");
  const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(commands.length).toBeGreaterThan(8);
  const script = ["set -eu", `cd "${freshFolder("guide")}"`, ...commands].join("\n");
  await ok("bash", ["-x", "-c", script], { URL: registry, ADMIN: `admin:${password}` });
  const pushed = JSON.parse(readFileSync(join(process.env.TEST_FOLDER ?? "", "guide/manifest.json"), "utf8")) as { schemaVersion: number };
  expect(pushed.schemaVersion).toBe(2);
});
