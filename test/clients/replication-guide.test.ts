/** docs/guide/replication.md, word for word. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BenchServer, startReference } from "../../bench/servers.ts";
import { random } from "../server/support/client.ts";
import { makeProject, pushTagged, type Site, sitePassword, startSite } from "./support/replication.ts";
import { ok } from "./support/site.ts";

const folder = mkdtempSync(join(tmpdir(), "roadstead-guide-"));
let hub: Site;
let edge: Site;
let foreign: BenchServer;

beforeAll(async () => {
  [hub, edge, foreign] = await Promise.all([startSite("hub"), startSite("edge"), startReference(folder)]);
});

afterAll(async () => {
  await Promise.all([hub?.end(), edge?.end(), foreign?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

it("every command of the guide to replication succeeds, in order", async () => {
  const guide = readFileSync(resolve(import.meta.dirname, "../../docs/guide/replication.md"), "utf8");
  const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(commands.length).toBeGreaterThan(8);
  // An image that is at hand.
  await makeProject(hub, "base");
  await pushTagged(hub, "base/image", "1", random(10_000));
  const home = { DOCKER_CONFIG: join(folder, "crane") };
  for (const site of [hub, edge]) {
    await ok("crane", ["auth", "login", "--insecure", new URL(site.url).host, "-u", "admin", "--password-stdin"], home, sitePassword);
  }
  const image = join(folder, "image.tar");
  await ok("crane", ["pull", "--insecure", `${new URL(hub.url).host}/base/image:1`, image], home);
  const script = ["set -eu", `cd "${folder}"`, ...commands].join("\n");
  const places = { HUB: hub.url, EDGE: edge.url, FOREIGN: foreign.url, ADMIN: `admin:${sitePassword}`, IMAGE: image };
  await ok("timeout", ["100", "bash", "-x", "-c", script], { ...home, ...places });
});
