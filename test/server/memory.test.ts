/** Peak memory of the whole server does not grow with the layer (design invariant 9). */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Bytes, openUpload, random, tokenClient } from "./support/client.ts";
import { launch, residentBytes } from "./support/process.ts";

const password = "Harbor12345";
const mebibyte = 1024 * 1024;
const allowedBytes = 150 * mebibyte;
const blockBytes = 4 * mebibyte;

/** Blocks that differ in their first bytes: making each at random would take longer than sending it. */
function* blocks(length: number): Generator<Bytes> {
  const block = random(blockBytes);
  for (let at = 0; at < length; at += blockBytes) {
    block.set(new Uint8Array(new BigUint64Array([BigInt(at)]).buffer));
    yield block.slice(0, Math.min(blockBytes, length - at));
  }
}

/** @returns the highest sum of resident memory over the process tree of a fresh server, sampled every 50 ms. */
async function peakOf(length: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "roadstead-memory-"));
  const server = await launch({ data: join(folder, "data"), port: 0, variables: { ROADSTEAD_ADMIN_PASSWORD: password } });
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentBytes(server.child.pid ?? 0))), 50);
  try {
    const client = await tokenClient(server.url, password, "repository:library/large:pull,push");
    const location = await openUpload(client, "library/large");
    const hash = createHash("sha256");
    const source = blocks(length);
    const body = new ReadableStream({
      pull(controller) {
        const { value, done } = source.next();
        if (done) return controller.close();
        hash.update(value);
        controller.enqueue(value);
      },
    });
    expect((await client.call("PATCH", location, { body })).status).toBe(202);
    const digest = `sha256:${hash.digest("hex")}`;
    expect((await client.call("PUT", `${location}?digest=${digest}`)).status).toBe(201);
    expect(await pull(client.url, `/v2/library/large/blobs/${digest}`)).toBe(digest);
    return peak;
  } finally {
    clearInterval(timer);
    await server.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pull(url: string, path: string): Promise<string> {
  const token = await (await fetch(`${url}/service/token?service=harbor-registry&scope=repository:library/large:pull`)).json();
  const answer = await fetch(new URL(path, url), { headers: { Authorization: `Bearer ${(token as { token: string }).token}` } });
  const hash = createHash("sha256");
  for await (const piece of answer.body ?? []) hash.update(piece as Uint8Array);
  return `sha256:${hash.digest("hex")}`;
}

it("2 GiB within 150 MiB of 64 MiB, pushed and pulled", { timeout: 300_000 }, async () => {
  const small = await peakOf(64 * mebibyte);
  const large = await peakOf(2048 * mebibyte);
  const inMebibytes = (bytes: number) => Math.round(bytes / mebibyte);
  console.log(`peak resident memory: ${inMebibytes(small)} MiB for 64 MiB, ${inMebibytes(large)} MiB for 2 GiB`);
  expect(large - small).toBeLessThan(allowedBytes);
});
