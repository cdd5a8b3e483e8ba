/** `kill -9` inside open bodies: nothing that was acknowledged is lost, and nothing that was not is left behind. */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../standalone/free-port.ts";
import { basicClient, type Bytes, type Client, imageOf, openUpload, putManifest, random, scrub, sha256 } from "./support/client.ts";
import { isRunning, launch, processTree, type ServerProcess } from "./support/process.ts";

const kills = 20;
const password = "Harbor12345";
const partBytes = 8 * 1024 * 1024;
const expirySeconds = 40;
const folder = mkdtempSync(join(tmpdir(), "roadstead-kills-"));
const repository = "library/killed";
let port = 0;
let server: ServerProcess;
let client: Client;

async function start(): Promise<void> {
  const variables = { ROADSTEAD_ADMIN_PASSWORD: password, ROADSTEAD_UPLOAD_EXPIRY: String(expirySeconds), ROADSTEAD_UPLOAD_MARGIN: "0" };
  server = await launch({ data: join(folder, "data"), port, variables });
  client = basicClient(server.url, password);
}

beforeAll(async () => {
  port = await freePort("127.0.0.1");
  await start();
}, 60_000);

afterAll(async () => {
  await server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Sends the header and a part of a body, and leaves it open. Resolves when the bytes have left. */
async function openBody(path: string, headers: Record<string, string>, bytes: Bytes): Promise<void> {
  const credentials = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
  const sent = request(new URL(path, server.url), { method: "PATCH", headers: { ...headers, Authorization: credentials } });
  sent.on("error", () => undefined);
  await new Promise<void>((written) => sent.write(bytes, () => written()));
}

async function offsetOf(location: string): Promise<number> {
  const answer = await client.call("GET", location);
  expect(answer.status).toBe(204);
  const last = Number(answer.headers.get("Range")?.split("-")[1]);
  return last === 0 ? 0 : last + 1;
}

interface Begun {
  readonly location: string;
  readonly bytes: Bytes;
  readonly acknowledged: number;
}

/** A session with an acknowledged chunk, and another chunk whose body is open. */
async function beginChunks(length: number): Promise<Begun> {
  const bytes = random(length);
  const location = await openUpload(client, repository);
  const acknowledged = 1 + Math.floor(Math.random() * (partBytes + 100_000));
  const first = { body: bytes.slice(0, acknowledged), headers: { "Content-Range": `0-${acknowledged - 1}` } };
  expect((await client.call("PATCH", location, first)).status).toBe(202);
  const header = { "Content-Range": `${acknowledged}-${length - 1}`, "Content-Length": String(length - acknowledged) };
  await openBody(location, header, bytes.slice(acknowledged, acknowledged + Math.floor(Math.random() * (length - acknowledged - 1))));
  return { location, bytes, acknowledged };
}

/** A session whose one stream, as docker sends it, is open. */
async function beginStream(length: number): Promise<Begun> {
  const bytes = random(length);
  const location = await openUpload(client, repository);
  await openBody(location, {}, bytes.slice(0, length - 1 - Math.floor(Math.random() * 900_000)));
  return { location, bytes, acknowledged: 0 };
}

/** Goes on as a client does: asks how far it came, sends the rest, closes. */
async function resume({ location, bytes, acknowledged }: Begun): Promise<string> {
  const offset = await offsetOf(location);
  expect(offset).toBeGreaterThanOrEqual(acknowledged);
  const digest = sha256(bytes);
  const rest = { body: bytes.slice(offset), headers: { "Content-Range": `${offset}-${bytes.length - 1}` } };
  expect((await client.call("PATCH", location, rest)).status).toBe(202);
  const closed = await client.call("PUT", `${location}?digest=${digest}`);
  expect(closed.status, closed.body.toString()).toBe(201);
  return digest;
}

it(`${kills} kills`, { timeout: 300_000 }, async () => {
  const blobs = new Set<string>();
  const tags = new Map<string, string>();
  for (let kill = 1; kill <= kills; kill += 1) {
    const layer = random(50_000);
    const manifest = await imageOf(client, repository, layer);
    expect((await putManifest(client, repository, `kill-${kill}`, manifest)).status).toBe(201);
    tags.set(`kill-${kill}`, sha256(manifest));
    blobs.add(sha256(layer));

    const begun = [await beginChunks(partBytes + 500_000), await beginStream(partBytes + 900_000)];
    // Finishes and manifests in flight: whichever was answered must be there.
    const inFlight = [finishUnderWay(blobs), moveUnderWay(tags, `moving-${kill}`, manifest)];
    await sleep(Math.random() * 30);
    const pids = processTree(server.child.pid ?? 0);
    await server.kill("SIGKILL");
    console.log(`kill ${kill}: acknowledged ${begun.map(({ acknowledged }) => acknowledged).join(", ")} bytes`);
    await Promise.all(inFlight);
    await start();
    // What ran before is gone, not merely forgotten.
    await until(() => !pids.some(isRunning), 2000);
    for (const one of begun) blobs.add(await resume(one));
    for (const [tag, digest] of tags) {
      const head = await client.call("HEAD", `/v2/${repository}/manifests/${tag}`);
      expect([head.status, head.headers.get("Docker-Content-Digest")]).toEqual([200, digest]);
    }
  }
  for (const digest of blobs) {
    const answer = await client.call("GET", `/v2/${repository}/blobs/${digest}`);
    expect([answer.status, sha256(answer.body)]).toEqual([200, digest]);
  }
  // One more session that nobody goes on with: its parts go when it expires.
  await beginChunks(partBytes + 500_000);
  let found = await scrub(client);
  for (let tries = 0; found.objects !== found.blobs && tries < expirySeconds; tries += 1) {
    await sleep(2000);
    found = await scrub(client);
  }
  expect(found).toMatchObject({ unknown: [], missing: [], damaged: [], objects: found.blobs });
  expect(found.blobs).toBeGreaterThanOrEqual(blobs.size);
});

async function until(holds: () => boolean, withinMs: number): Promise<void> {
  for (const endMs = Date.now() + withinMs; !holds(); await sleep(20)) expect(Date.now()).toBeLessThan(endMs);
}

async function finishUnderWay(blobs: Set<string>): Promise<void> {
  const bytes = random(300_000);
  const digest = sha256(bytes);
  const answer = await client.call("POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body: bytes }).catch(() => null);
  if (answer?.status === 201) blobs.add(digest);
}

async function moveUnderWay(tags: Map<string, string>, tag: string, manifest: string): Promise<void> {
  const answer = await putManifest(client, repository, tag, manifest).catch(() => null);
  if (answer?.status === 201) tags.set(tag, sha256(manifest));
}
