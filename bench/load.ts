/** What a client does, as often and as fast as it can. No `Expect` header is sent: its second would hide everything else. */
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool, request } from "undici";
import type { BenchServer } from "./servers.ts";

export const mebibyte = 1024 * 1024;
const repository = "library/bench";
const manifestType = "application/vnd.oci.image.manifest.v1+json";

export interface Layer {
  readonly bytes: Buffer;
  readonly digest: string;
}

/** Random bytes that no server has seen. */
export function newLayer(length: number): Layer {
  const bytes = randomBytes(length);
  return { bytes, digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
}

function authorized(authorization: string | null): Record<string, string> {
  return authorization ? { Authorization: authorization } : {};
}

async function send(
  server: BenchServer,
  method: "POST" | "PATCH" | "PUT",
  url: URL,
  body: Buffer | Readable | null,
  headers: Record<string, string> = {},
): Promise<URL> {
  const answer = await request(url, { method, body, headers: { ...authorized(server.authorization), ...headers } });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url.pathname}: ${answer.statusCode} ${text}`);
  const location = answer.headers.location;
  return new URL(typeof location === "string" ? location : url, server.url);
}

function closing(upload: URL, digest: string): URL {
  upload.searchParams.set("digest", digest);
  return upload;
}

const begin = (server: BenchServer) => send(server, "POST", new URL(`/v2/${repository}/blobs/uploads/`, server.url), null);

/** In pieces, so that the body has no length: chunked transfer coding. */
export function streamOf({ bytes }: Layer): Readable {
  let at = 0;
  return new Readable({
    read() {
      this.push(at < bytes.length ? bytes.subarray(at, (at += mebibyte)) : null);
    },
  });
}

/** POST, one PATCH that streams, PUT without a body. */
export async function pushAsDocker(server: BenchServer, layer: Layer): Promise<void> {
  const patched = await send(server, "PATCH", await begin(server), streamOf(layer));
  await send(server, "PUT", closing(patched, layer.digest), null);
}

/** POST, one PUT with the whole body and its length. */
export async function pushAsContainerd(server: BenchServer, layer: Layer): Promise<void> {
  await send(server, "PUT", closing(await begin(server), layer.digest), layer.bytes, { "Content-Type": "application/octet-stream" });
}

/** An image of one small layer. @returns the paths by which its manifest is read. */
export async function pushManifest(server: BenchServer): Promise<{ byTag: string; byDigest: string }> {
  const layer = newLayer(10_000);
  await pushAsContainerd(server, layer);
  return pushImage(server, layer);
}

/** An image of a layer that is there. */
export async function pushImage(server: BenchServer, layer: Layer): Promise<{ byTag: string; byDigest: string }> {
  const bytes = Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", layer: layer.digest }));
  const config = { bytes, digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
  await pushAsContainerd(server, config);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: config.digest, size: config.bytes.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: layer.digest, size: layer.bytes.length }],
  });
  const path = `/v2/${repository}/manifests`;
  await send(server, "PUT", new URL(`${path}/bench`, server.url), Buffer.from(manifest), { "Content-Type": manifestType });
  return { byTag: `${path}/bench`, byDigest: `${path}/sha256:${createHash("sha256").update(manifest).digest("hex")}` };
}

export const blobPath = ({ digest }: Layer): string => `/v2/${repository}/blobs/${digest}`;

/** Requests for `path` over so many connections, one after the other on each. @returns requests in a second. */
export async function requestsPerSecond(server: BenchServer, path: string, connections: number, count: number): Promise<number> {
  const pool = new Pool(server.url, { connections, pipelining: 1 });
  const headers = { ...authorized(server.pullAuthorization), Accept: manifestType };
  const get = async () => {
    const answer = await pool.request({ method: "GET", path, headers });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
  };
  const worker = async (share: number) => {
    for (let i = 0; i < share; i += 1) await get();
  };
  // Connections are made and caches are warm before the clock starts.
  await Promise.all(Array.from({ length: connections }, () => worker(20)));
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, () => worker(Math.ceil(count / connections))));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return count / seconds;
}

/** @returns MiB in a second. */
export async function download(server: BenchServer, path: string, length: number): Promise<number> {
  const startedAt = performance.now();
  const answer = await request(new URL(path, server.url), { headers: authorized(server.pullAuthorization) });
  let got = 0;
  for await (const piece of answer.body) got += (piece as Buffer).length;
  if (answer.statusCode !== 200 || got !== length) throw new Error(`${path}: ${answer.statusCode}, ${got} bytes`);
  return length / mebibyte / ((performance.now() - startedAt) / 1000);
}

/** Manifest by tag and layer, so many times with a pause between. @returns seconds, the median. */
export async function medianPull(server: BenchServer, manifestPath: string, layer: Layer, count: number): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const startedAt = performance.now();
    const manifest = await request(new URL(manifestPath, server.url), {
      headers: { ...authorized(server.pullAuthorization), Accept: manifestType },
    });
    await manifest.body.dump();
    await download(server, blobPath(layer), layer.bytes.length);
    seconds.push((performance.now() - startedAt) / 1000);
    await sleep(20);
  }
  return seconds.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
}

/** @returns MiB in a second. */
export async function timed(length: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return length / mebibyte / ((performance.now() - startedAt) / 1000);
}

/** A body sent to one of the ceiling's routes. */
export async function sendToCeiling(server: BenchServer, path: string, body: Buffer | Readable, key: string): Promise<void> {
  await send(server, "PUT", new URL(path, server.url), body, { "X-Key": key });
}
