/**
 * `kill -9` at random moments of a collection: it continues after each start, frees exactly the garbage, and a scrub is clean. The long form:
 * `GC_KILLS=50 GC_BLOBS=10000 npx vitest run --project node test/server/gc-kills.test.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../standalone/free-port.ts";
import { parseOptions } from "../../standalone/options.ts";
import { startServer } from "../../standalone/server.ts";
import { basicClient, type Client, imageOf, putManifest, random, scrub, sha256 } from "./support/client.ts";
import { launch, type ServerProcess } from "./support/process.ts";
import { seedGarbage } from "./support/stored-blobs.ts";

const kills = Number(process.env.GC_KILLS ?? 6);
/** Garbage. */
const blobs = Number(process.env.GC_BLOBS ?? 300);
/** Of these pushed, in images that lose their tags; as many stay. The rest is written before the start: clients would take long. */
const pushed = Math.min(blobs, 300);
const seededFrom = 1_000_000;
const password = "Harbor12345";
const folder = mkdtempSync(join(tmpdir(), "roadstead-gc-kills-"));
const repository = "library/collected";
let port = 0;
let server: ServerProcess;
let client: Client;

const data = join(folder, "data");
const variables = {
  ROADSTEAD_ADMIN_PASSWORD: password,
  ROADSTEAD_GC_WINDOW: "0",
  ROADSTEAD_PUSH_LEASE: "1",
  ROADSTEAD_TRASH_RETENTION: "0",
};

async function seed(): Promise<void> {
  const site = await startServer(parseOptions(["--port", "0", "--data", data], variables), variables);
  const { miniflare } = site;
  const database = await miniflare.getD1Database("DB", "roadstead");
  await seedGarbage(database, seededFrom, blobs - pushed, await miniflare.getR2Bucket("BLOBS", "roadstead"));
  await site.stop();
}

async function start(): Promise<void> {
  server = await launch({ data, port, variables });
  client = basicClient(server.url, password);
}

beforeAll(async () => {
  port = await freePort("127.0.0.1");
  if (blobs > pushed) await seed();
  await start();
}, 600_000);

afterAll(async () => {
  await server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Image {
  readonly digest: string;
  readonly layer: string;
}

/** Images of two blobs each, eight at a time; without a tag they are garbage as soon as their lease ends. */
async function pushImages(count: number, tag: ((i: number) => string) | null): Promise<Image[]> {
  const images: Image[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      const layer = random(500);
      const manifest = await imageOf(client, repository, layer);
      const digest = sha256(manifest);
      expect((await putManifest(client, repository, tag?.(i) ?? digest, manifest)).status).toBe(201);
      images.push({ digest, layer: sha256(layer) });
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return images;
}

const schedule = "/api/v2.0/system/gc/schedule";
const headers = { "Content-Type": "application/json" };
const begin = () =>
  client.call("POST", schedule, { headers, body: JSON.stringify({ schedule: { type: "Manual" }, parameters: { delete_untagged: true } }) });

interface Run {
  readonly job_status: string;
  readonly job_parameters: string;
}

async function newest(): Promise<Run> {
  const [run] = JSON.parse((await client.call("GET", "/api/v2.0/system/gc?page_size=1")).body.toString()) as Run[];
  if (!run) throw new Error("there is no collection");
  return run;
}

/** Rows of whatever a collection takes away or leaves behind: every slice but those between phases changes them. */
async function rowsLeft(): Promise<string> {
  const { rows } = JSON.parse((await client.call("GET", "/api/v2.0/system/database")).body.toString()) as { rows: Record<string, number> };
  return ["artifacts", "repository_blobs", "blobs", "gc_candidates", "trash"].map((table) => rows[table]).join();
}

/** A bell is heard within a second: before a life's first slice, or within one of those after it. Who asks how far it is comes too late. */
const lifeMsMax = 1300;

it(`${kills} kills of a collection of ${blobs} blobs`, { timeout: 3_600_000 }, async () => {
  const kept = await pushImages(pushed / 2, (i) => `kept-${i}`);
  const garbage = await pushImages(pushed / 2, null);
  await sleep(1200);
  let before = await rowsLeft();
  expect((await begin()).status).toBe(201);
  let killedWhileRunning = 0;
  let lives = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    await sleep(Math.random() * lifeMsMax);
    await server.kill("SIGKILL");
    await start();
    const now = await rowsLeft();
    if ((await newest()).job_status === "Running") killedWhileRunning += 1;
    if (now !== before) lives += 1;
    before = now;
  }
  await expect.poll(async () => (await newest()).job_status, { timeout: 120_000, interval: 200 }).toBe("Success");
  const counters = JSON.parse((await newest()).job_parameters) as Record<string, number>;
  console.log(`${killedWhileRunning} of ${kills} kills fell into the collection, ${lives} behind a slice: ${JSON.stringify(counters)}`);
  // Else nothing was shown.
  expect(killedWhileRunning).toBeGreaterThan(0);
  expect(counters).toMatchObject({ purged_manifests: garbage.length, purged_blobs: blobs, deleted_objects: blobs });
  for (const image of kept.slice(0, 50)) {
    for (const path of [`manifests/${image.digest}`, `blobs/${image.layer}`]) {
      expect((await client.call("GET", `/v2/${repository}/${path}`)).status).toBe(200);
    }
  }
  for (const image of garbage.slice(0, 50)) {
    for (const path of [`manifests/${image.digest}`, `blobs/${image.layer}`]) {
      expect((await client.call("GET", `/v2/${repository}/${path}`)).status).toBe(404);
    }
  }
  expect(await scrub(client)).toEqual({ unknown: [], missing: [], damaged: [], objects: pushed, blobs: pushed });
});
