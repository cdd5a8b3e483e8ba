/**
 * Faults between every two steps of a finish: each call that the closing request makes to a backend fails once before it is done, once
 * after it was done, and once with the call done a moment after it was reported failed (a D1 batch that commits after its time-out).
 * What is left is a whole committed blob or nothing, the client's retry succeeds, and after expiry no object is left that is no blob's.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Bytes, type Client, openUpload, random, scrub, sha256, tokenClient, basicClient } from "./support/client.ts";
import { type Instrumented, password, startInstrumented } from "./support/instrumented.ts";

const partBytes = 8 * 1024 * 1024;
const expirySeconds = 25;
let site: Instrumented;
let admin: Client;

beforeAll(async () => {
  site = await startInstrumented({
    ROADSTEAD_UPLOAD_EXPIRY: String(expirySeconds),
    ROADSTEAD_UPLOAD_MARGIN: "0",
    ROADSTEAD_BODY_LEASE: "2",
  });
  admin = basicClient(site.url, password);
}, 60_000);

afterAll(async () => site?.stop());

/** Everything up to the closing request, and that request. */
interface Shape {
  readonly name: string;
  readonly bytes: number;
  prepare(client: Client, repository: string, bytes: Bytes): Promise<string>;
  close(client: Client, location: string, bytes: Bytes, headers: Record<string, string>): Promise<Answer>;
}

const put = (client: Client, location: string, bytes: Bytes, headers: Record<string, string>, body?: Bytes) =>
  client.call("PUT", `${location}?digest=${sha256(bytes)}`, { headers, ...(body ? { body } : {}) });

const shapes: readonly Shape[] = [
  {
    name: "POST with digest and body",
    bytes: 1000,
    prepare: (_, repository) => Promise.resolve(`/v2/${repository}/blobs/uploads/`),
    close: (client, location, bytes, headers) => client.call("POST", `${location}?digest=${sha256(bytes)}`, { body: bytes, headers }),
  },
  {
    name: "PUT with the whole body",
    bytes: 1000,
    prepare: openUpload,
    close: (client, location, bytes, headers) => put(client, location, bytes, headers, bytes),
  },
  {
    name: "PUT without a body after a short stream",
    bytes: 1000,
    async prepare(client, repository, bytes) {
      const location = await openUpload(client, repository);
      await client.call("PATCH", location, { body: new Blob([bytes]).stream() });
      return location;
    },
    close: (client, location, bytes, headers) => put(client, location, bytes, headers),
  },
  {
    name: "PUT without a body after a stream of two parts",
    bytes: partBytes + 1000,
    async prepare(client, repository, bytes) {
      const location = await openUpload(client, repository);
      await client.call("PATCH", location, { body: new Blob([bytes]).stream() });
      return location;
    },
    close: (client, location, bytes, headers) => put(client, location, bytes, headers),
  },
  {
    name: "PUT with a last chunk behind a part and a tail",
    bytes: partBytes + 2000,
    async prepare(client, repository, bytes) {
      const location = await openUpload(client, repository);
      const headers = { "Content-Range": `0-${partBytes + 999}` };
      await client.call("PATCH", location, { body: bytes.slice(0, partBytes + 1000), headers });
      return location;
    },
    close: (client, location, bytes, headers) => {
      const range = { "Content-Range": `${partBytes + 1000}-${bytes.length - 1}` };
      return put(client, location, bytes, { ...headers, ...range }, bytes.slice(partBytes + 1000));
    },
  },
];

let serial = 0;

async function prepared(shape: Shape): Promise<{ client: Client; repository: string; bytes: Bytes; location: string }> {
  serial += 1;
  const repository = `library/fault-${serial}`;
  const client = await tokenClient(site.url, password, `repository:${repository}:pull,push`);
  const bytes = random(shape.bytes);
  return { client, repository, bytes, location: await shape.prepare(client, repository, bytes) };
}

/** Names of the calls that a closing request makes, in order, each once. */
async function stepsOf(shape: Shape): Promise<string[]> {
  const { client, bytes, location } = await prepared(shape);
  const answer = await shape.close(client, location, bytes, {});
  expect(answer.status, answer.body.toString()).toBe(201);
  const { calls } = (await (await fetch(`${site.url}/v2/test-counts?id=${answer.requestId}`)).json()) as { calls: string[] };
  return [...new Set(calls)];
}

/** The blob is whole, or it is not there. */
async function isThere(client: Client, repository: string, bytes: Bytes): Promise<boolean> {
  const answer = await client.call("GET", `/v2/${repository}/blobs/${sha256(bytes)}`);
  if (answer.status === 404) return false;
  expect([answer.status, sha256(answer.body)]).toEqual([200, sha256(bytes)]);
  return true;
}

describe.each(shapes)("$name", (shape) => {
  it.each(["before", "after", "late"])("each step fails %s", { timeout: 120_000 }, async (when) => {
    const steps = await stepsOf(shape);
    expect(steps).toEqual(expect.arrayContaining(["REPOSITORY.begin", "DB.batch", "REPOSITORY.endOfFinish"]));
    for (const step of steps) {
      const { client, repository, bytes, location } = await prepared(shape);
      const answer = await shape.close(client, location, bytes, { "X-Test-Fault": `${step} ${when}` });
      // What was answered with 201 stays; whatever else was answered, the blob is whole or not there, and its client tries again.
      const there = await isThere(client, repository, bytes);
      if (answer.status === 201) expect(there, `${step} ${when}`).toBe(true);
      else expect(answer.status, `${step} ${when}`).toBeGreaterThanOrEqual(400);
      if (when === "late") await sleep(Math.random() * 700);
      const again = await shape.close(client, location, bytes, {});
      if (again.status !== 201) {
        const anew = await shape.prepare(client, repository, bytes);
        const last = await shape.close(client, anew, bytes, {});
        expect(last.status, `${step} ${when}: ${last.body.toString()}`).toBe(201);
      }
      expect(await isThere(client, repository, bytes), `${step} ${when}: after the retry`).toBe(true);
      if (when === "late") await sleep(500);
      expect(await isThere(client, repository, bytes), `${step} ${when}: after all`).toBe(true);
    }
  });
});

it("a client that gives up after each fault leaves a whole blob or nothing", { timeout: 120_000 }, async () => {
  for (const shape of shapes) {
    for (const step of await stepsOf(shape)) {
      const { client, repository, bytes, location } = await prepared(shape);
      await shape.close(client, location, bytes, { "X-Test-Fault": `${step} late` });
      await isThere(client, repository, bytes);
    }
  }
});

it("after expiry R2 holds the blobs' objects and no others, although the alarm's first deletions fail", { timeout: 120_000 }, async () => {
  await fetch(`${site.url}/v2/test-alarm-faults?deletes=10`);
  let found = await scrub(admin);
  for (let tries = 0; found.objects !== found.blobs && tries < 40; tries += 1) {
    await sleep(2000);
    found = await scrub(admin);
  }
  expect(found).toMatchObject({ unknown: [], missing: [], damaged: [], objects: found.blobs });
});
