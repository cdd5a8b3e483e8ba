/** The server as strangers and broken connections meet it: raw paths, forged headers, bodies that stall or break (invariants 7, 9). */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicClient, type Client, openUpload, random, sha256 } from "./support/client.ts";
import { launch, type ServerProcess } from "./support/process.ts";
import { type OpenBody, openBody, raw } from "./support/raw.ts";

const password = "Harbor12345";
const authorization = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
const partBytes = 8 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "roadstead-sockets-"));
let server: ServerProcess;
let client: Client;

beforeAll(async () => {
  server = await launch({ data: join(folder, "data"), port: 0, variables: { ROADSTEAD_ADMIN_PASSWORD: password } });
  client = basicClient(server.url, password);
}, 60_000);

afterAll(async () => {
  await server?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

describe("paths reach the registry as they were sent", () => {
  it.each([
    ["/v2/library/../secret/tags/list", 400],
    ["/v2/library/%2e%2e/secret/tags/list", 400],
    ["/v2/library//app/tags/list", 400],
    ["/v2/../api/v2.0/health", 404],
    ["/v2/library/app/blobs/uploads/..", 404],
  ])("GET %s: %i", async (path, status) => {
    const answer = await raw(server.url, [`GET ${path} HTTP/1.1`, `Authorization: ${authorization}`]);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('{"errors":[');
  });

  it.each(["/cdn-cgi/mf/reload", "/cdn-cgi/handler/scheduled", "/cdn-cgi/local/explorer", "/core/error"])(
    "no development page at %s",
    async (path) => {
      const answer = await raw(server.url, [`GET ${path} HTTP/1.1`]);
      // What is no file is the page at the root, as for any other path of a single-page application.
      expect(answer.text).not.toMatch(/miniflare|workerd|explorer/i);
      const scheduled = await raw(server.url, [`GET / HTTP/1.1`, `MF-Original-URL: http://x/v2/`, `MF-Route-Override: roadstead-outbound`]);
      expect(scheduled.text).toContain("<title>Roadstead</title>");
    },
  );
});

it("a client cannot choose the address that its failures are counted for", async () => {
  const wrong = `Basic ${Buffer.from("nobody:Wrong12345").toString("base64")}`;
  const statuses: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    const answer = await raw(server.url, [
      "GET /service/token?service=harbor-registry HTTP/1.1",
      `Authorization: ${wrong}`,
      `CF-Connecting-IP: 198.51.100.${i}`,
      `X-Forwarded-For: 198.51.100.${i}`,
    ]);
    statuses.push(answer.status);
  }
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(statuses).toContain(429);
});

async function rangeOf(location: string): Promise<string | null> {
  return (await client.call("GET", location)).headers.get("Range");
}

it("a connection that breaks in a stream keeps the whole parts, and the client goes on behind them", async () => {
  const bytes = random(2 * partBytes + 5000);
  const location = await openUpload(client, "library/broken");
  const body = await openBody(server.url, "PATCH", location, { Authorization: authorization });
  await body.write(bytes.slice(0, partBytes + 100_000));
  body.socket.destroy();
  for (let tries = 0; (await rangeOf(location)) === "0-0" && tries < 100; tries += 1) await sleep(50);
  expect(await rangeOf(location)).toBe(`0-${partBytes - 1}`);
  const rest = { body: bytes.slice(partBytes), headers: { "Content-Range": `${partBytes}-${bytes.length - 1}` } };
  const patched = await retry(() => client.call("PATCH", location, rest));
  expect(patched).toBe(202);
  expect((await client.call("PUT", `${location}?digest=${sha256(bytes)}`)).status).toBe(201);
});

it("ten streams at once pass through six buffers", { timeout: 60_000 }, async () => {
  const statuses = await Promise.all(
    Array.from({ length: 10 }, async (_, i) => {
      const bytes = random(2 * partBytes + i);
      const location = await openUpload(client, `library/ten-${i}`);
      await client.call("PATCH", location, { body: new Blob([bytes]).stream() });
      return (await client.call("PUT", `${location}?digest=${sha256(bytes)}`)).status;
    }),
  );
  expect(statuses).toEqual(Array.from({ length: 10 }, () => 201));
});

it("six stalled bodies do not keep a seventh out", { timeout: 120_000 }, async () => {
  const stalled: { location: string; body: OpenBody }[] = [];
  for (let i = 0; i < 6; i += 1) {
    const location = await openUpload(client, `library/stalled-${i}`);
    const body = await openBody(server.url, "PATCH", location, { Authorization: authorization });
    await body.write(random(partBytes + 1000));
    stalled.push({ location, body });
  }
  const bytes = random(partBytes + 1000);
  const location = await openUpload(client, "library/seventh");
  const patched = await client.call("PATCH", location, { body: new Blob([bytes]).stream() });
  expect(patched.status, patched.body.toString()).toBe(202);
  expect((await client.call("PUT", `${location}?digest=${sha256(bytes)}`)).status).toBe(201);
  // At least one was told to go on later, and its whole part is kept.
  const broken = await Promise.any(
    stalled.map(async (one) => ((await one.body.status) === 408 ? one : Promise.reject(new Error("not this one")))),
  );
  expect(await rangeOf(broken.location)).toBe(`0-${partBytes - 1}`);
  for (const { body } of stalled) body.socket.destroy();
});

async function retry(request: () => Promise<{ status: number }>): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const { status } = await request();
    if (status !== 416 || tries === 50) return status;
    await sleep(100);
  }
}
