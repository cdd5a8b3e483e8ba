/** Peak memory of a site that copies a layer elsewhere does not grow with the layer (design invariant 9), in chunks or as one body. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, expect, it } from "vitest";
import { closeFakeRegistries, type FakeRegistry, startFakeRegistry } from "./support/fake-registry.ts";
import { generateLayer, pushLayer } from "./support/generated-layer.ts";
import { call, ended, idOf, logOf, makePolicy, makeProject, start, type Site, sitePassword, startSite } from "./support/replication.ts";
import { residentBytes } from "../server/support/process.ts";

const mebibyte = 1024 * 1024;
const allowedBytes = 150 * mebibyte;
const authorization = `Basic ${Buffer.from(`admin:${sitePassword}`).toString("base64")}`;
const sites: Site[] = [];

afterAll(async () => {
  await Promise.all([closeFakeRegistries(), ...sites.map((site) => site.end())]);
});

interface Sink {
  readonly fake: FakeRegistry;
  /** What has arrived and was verified. */
  readonly digests: Set<string>;
  patches: number;
}

/** A registry that only hashes the blobs that come. */
async function startSink(takesChunks: boolean): Promise<Sink> {
  const fake = await startFakeRegistry();
  const sink: Sink = { fake, digests: new Set(), patches: 0 };
  const uploads: Uploads = new Map();
  fake.interfere = (request, response, path) => {
    const upload = /\/blobs\/uploads\/(.*)$/.exec(path);
    if (!upload) return false;
    if (request.method === "PATCH") sink.patches += 1;
    if (request.method === "PATCH" && !takesChunks) {
      request.resume();
      response.writeHead(405).end();
    } else {
      // What breaks off is sent again.
      take(sink, uploads, upload[1] ?? "", request, response).catch(() => response.destroy());
    }
    return true;
  };
  return sink;
}

type Uploads = Map<string, { hash: ReturnType<typeof createHash>; bytes: number }>;

async function take(
  { fake, digests }: Sink,
  uploads: Uploads,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = name === "" ? String(uploads.size) : name;
  const upload = uploads.get(id) ?? { hash: createHash("sha256"), bytes: 0 };
  uploads.set(id, upload);
  for await (const piece of request) {
    upload.hash.update(piece as Buffer);
    upload.bytes += (piece as Buffer).length;
  }
  const url = new URL(request.url ?? "", fake.url);
  const digest = url.searchParams.get("digest");
  if (digest === null) {
    const headers = { Location: `/v2/memory/app/blobs/uploads/${id}`, Range: `0-${Math.max(0, upload.bytes - 1)}` };
    return void response.writeHead(request.method === "GET" ? 204 : 202, headers).end();
  }
  const isRight = `sha256:${upload.hash.digest("hex")}` === digest;
  if (isRight) digests.add(digest);
  response.writeHead(isRight ? 201 : 400).end();
}

/** A site with the layer, which has just begun. */
async function siteWith(bytes: number): Promise<{ site: Site; digest: string }> {
  const site = await startSite(`memory-${bytes / mebibyte}`);
  sites.push(site);
  await makeProject(site, "memory");
  const layer = generateLayer(bytes);
  await pushLayer(site.admin, authorization, { repository: "memory/app", tag: "v1" }, layer);
  await restarted(site);
  return { site, digest: layer.digest };
}

/** So that what was before is no part of the peak. */
async function restarted(site: Site): Promise<void> {
  await site.server.kill("SIGTERM");
  await site.restart();
}

/** @returns the highest sum of resident memory over the process tree of the copying site, sampled every 50 ms. */
async function peakOf({ site, digest }: { site: Site; digest: string }, sink: Sink): Promise<number> {
  const name = `sink-${new URL(sink.fake.url).port}`;
  const registry = idOf((await call(site, "POST", "/registries", { name, type: "docker-registry", url: sink.fake.url })).location);
  const policy = await makePolicy(site, { name, direction: "push", registry, repositories: "memory/**" });
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentBytes(site.server.child.pid ?? 0))), 50);
  try {
    const execution = await ended(site, await start(site, policy), 300_000);
    expect({ status: execution.status, log: await logOf(site, execution.id) }).toMatchObject({ status: "Succeed" });
  } finally {
    clearInterval(timer);
  }
  expect(sink.digests).toContain(digest);
  return peak;
}

it("2 GiB within 150 MiB of 64 MiB", { timeout: 600_000 }, async () => {
  const small = await peakOf(await siteWith(64 * mebibyte), await startSink(true));
  const large = await siteWith(2048 * mebibyte);
  const [chunks, whole] = [await startSink(true), await startSink(false)];
  const inChunks = await peakOf(large, chunks);
  await restarted(large.site);
  const inOneBody = await peakOf(large, whole);
  const inMebibytes = (bytes: number) => Math.round(bytes / mebibyte);
  console.log(
    `peak resident memory: ${inMebibytes(small)} MiB for 64 MiB, ${inMebibytes(inChunks)} MiB for 2 GiB in chunks, ${inMebibytes(inOneBody)} MiB for 2 GiB as one body`,
  );
  expect([chunks.patches, whole.patches]).toEqual([64, 1]);
  expect(inChunks - small).toBeLessThan(allowedBytes);
  expect(inOneBody - small).toBeLessThan(allowedBytes);
});
