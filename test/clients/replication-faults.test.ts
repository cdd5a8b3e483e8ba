/** Replication while programs are killed and the network cuts, stalls and flips: every run ends truly, and nothing half-copied is seen. */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type Client, random, scrub, sha256 } from "../server/support/client.ts";
import { digestOfBlob, generateLayer, pushLayer } from "./support/generated-layer.ts";
import {
  accepted,
  connect,
  ended,
  type Execution,
  logOf,
  makePolicy,
  makeProject,
  pushTagged,
  run,
  type Site,
  sitePassword,
  start,
  startSite,
  tagsOf,
} from "./support/replication.ts";
import { type Passed, startUnrulyProxy, type UnrulyProxy } from "./support/unruly-proxy.ts";

const mebibyte = 1024 * 1024;
const authorization = `Basic ${Buffer.from(`admin:${sitePassword}`).toString("base64")}`;
const sites: Site[] = [];
const proxies: UnrulyProxy[] = [];

afterAll(async () => {
  await Promise.all([...sites.map((one) => one.end()), ...proxies.map((proxy) => proxy.close())]);
});

async function site(name: string): Promise<Site> {
  const made = await startSite(name);
  sites.push(made);
  return made;
}

async function proxyTo(target: Site): Promise<UnrulyProxy> {
  const made = await startUnrulyProxy(target.url);
  proxies.push(made);
  return made;
}

/** Waits until a body is being sent that `isIt` and has brought so many bytes. */
async function openBody(proxy: UnrulyProxy, bytes: number, isIt: (entry: Passed) => boolean): Promise<Passed> {
  for (const endMs = Date.now() + 60_000; Date.now() < endMs; await sleep(5)) {
    const found = proxy.passed.find((entry) => entry.status === null && !entry.isOver && entry.bytes >= bytes && isIt(entry));
    if (found) return found;
  }
  throw new Error("no such body was sent");
}

async function expectClean(...all: Site[]): Promise<void> {
  for (const one of all) expect(await scrub(one.admin)).toMatchObject({ unknown: [], missing: [], damaged: [] });
}

describe.concurrent("replication", () => {
  it("the destination is killed ten times inside the bodies of one blob", { timeout: 400_000 }, async () => {
    const [source, destination] = await Promise.all([site("source"), site("dest")]);
    const proxy = await proxyTo(destination);
    await makeProject(source, "large");
    const layer = generateLayer(1024 * mebibyte);
    await pushLayer(source.admin, authorization, { repository: "large/app", tag: "v1" }, layer);
    const policy = await makePolicy(source, {
      name: "large",
      direction: "push",
      registry: await connect(source, destination, proxy.url),
      repositories: "large/**",
    });
    const execution = await start(source, policy);
    const broken = new Set<Passed>();
    for (let arrived = 0; broken.size < 10;) {
      // Two chunks arrive between them, since what never comes forward is given up.
      const chunks = () => proxy.passed.filter(({ method, status }) => method === "PATCH" && status === 202).length;
      const body = await openBody(proxy, 4 * mebibyte, ({ method }) => method === "PATCH" && chunks() >= arrived + 2);
      await destination.server.kill("SIGKILL");
      expect(body.status).toBeNull();
      broken.add(body);
      arrived = chunks();
      await destination.restart();
    }
    const end = await ended(source, execution);
    const sent = proxy.passed.filter(({ method }) => method === "PATCH").reduce((sum, { bytes }) => sum + bytes, 0);
    const again = sent - layer.bytes;
    console.log(
      `${broken.size} kills inside open bodies; ${Math.round(again / mebibyte)} MiB of ${layer.bytes / mebibyte} MiB were sent again`,
    );
    expect({ end, log: await logOf(source, execution) }).toMatchObject({ end: { status: "Succeed", bytes_done: end.bytes_total } });
    expect(again).toBeGreaterThanOrEqual(0);
    expect(again).toBeLessThanOrEqual(broken.size * 32 * mebibyte);
    expect(await digestOfBlob(`${destination.url}/v2/large/app/blobs/${layer.digest}`, authorization)).toBe(layer.digest);
    await expectClean(source, destination);
  });

  it("the source is killed with tasks running", { timeout: 400_000 }, async () => {
    const [source, destination] = await Promise.all([site("killed"), site("lives")]);
    const proxy = await proxyTo(destination);
    await makeProject(source, "many");
    const pushed: Record<string, Record<string, string>> = {};
    for (const name of ["a", "b", "c"]) {
      const tags = (pushed[`many/${name}`] = {} as Record<string, string>);
      for (const tag of ["v1", "v2", "v3"]) tags[tag] = await pushTagged(source, `many/${name}`, tag, random(3 * mebibyte));
    }
    const registry = await connect(source, destination, proxy.url);
    const policy = await makePolicy(source, { name: "many", direction: "push", registry, repositories: "many/**" });
    const execution = await start(source, policy);
    const broken = new Set<Passed>();
    for (let kills = 0; kills < 3; kills += 1) {
      const body = await openBody(
        proxy,
        1,
        (entry) => /^(PUT|PATCH)$/.test(entry.method) && entry.path.includes("/blobs/") && !broken.has(entry),
      );
      await source.server.kill("SIGKILL");
      for (const entry of proxy.passed) broken.add(entry);
      expect(body.bytes).toBeLessThanOrEqual(3 * mebibyte);
      await source.restart();
    }
    const end = await ended(source, execution);
    expect({ end, log: await logOf(source, execution) }).toMatchObject({ end: { status: "Succeed", total: 3, succeed: 3 } });
    for (const [repository, tags] of Object.entries(pushed)) expect(await tagsOf(destination.admin, repository)).toEqual(tags);
    await expectClean(source, destination);
  });

  it("a network that cuts, stalls and flips in both directions", { timeout: 400_000 }, async () => {
    const [left, right] = await Promise.all([site("left"), site("right")]);
    const [toPush, toPull] = await Promise.all([proxyTo(right), proxyTo(right)]);
    const policies: { at: Site; to: Site; policy: number; repository: string; tags: Record<string, string> }[] = [];
    const add = async (direction: "push" | "pull", registry: number, name: string, layerBytes: number[]) => {
      const from = direction === "push" ? left : right;
      const repository = `${direction}/${name}`;
      const tags: Record<string, string> = {};
      for (const [index, bytes] of layerBytes.entries()) tags[`v${index}`] = await pushTagged(from, repository, `v${index}`, random(bytes));
      const policy = await makePolicy(left, { name: repository, direction, registry, repositories: repository });
      policies.push({ at: left, to: direction === "push" ? right : left, policy, repository, tags });
    };
    await Promise.all([makeProject(left, "push"), makeProject(right, "pull")]);
    const registries = { push: await connect(left, right, toPush.url), pull: await connect(left, right, toPull.url) };
    for (const direction of ["push", "pull"] as const) {
      await add(direction, registries[direction], "small", [300_000, 300_000, 300_000, 300_000]);
      await add(direction, registries[direction], "medium", [3 * mebibyte, 3 * mebibyte, 3 * mebibyte]);
      await add(direction, registries[direction], "large", [40 * mebibyte]);
    }
    misbehave(toPush, "request");
    misbehave(toPull, "answer");
    const executions = await Promise.all(policies.map(async ({ at, policy }) => start(at, policy)));
    const ends = await Promise.all(executions.map(async (id) => ended(left, id, 340_000)));
    console.log(
      `pushing: ${JSON.stringify(toPush.done)}; pulling: ${JSON.stringify(toPull.done)}; ${ends.map(({ status }) => status).join(", ")}`,
    );
    for (const proxy of [toPush, toPull]) for (const kind of ["cut", "stall", "flip"] as const) expect(proxy.done[kind]).toBeGreaterThan(0);
    for (const [index, { to, repository, tags }] of policies.entries())
      await expectTrue(left, ends[index] as Execution, to.admin, repository, tags);
    // What the network did is over.
    for (const proxy of [toPush, toPull]) proxy.choose = () => null;
    for (const { at, to, policy, repository, tags } of policies) {
      expect(await run(at, policy)).toMatchObject({ status: "Succeed" });
      expect(await tagsOf(to.admin, repository)).toEqual(tags);
    }
    await expectClean(left, right);
  });
});

/** Of the bodies that hold content: every fifth is cut, every fifth has a bit flipped, and two large ones stall. */
function misbehave(proxy: UnrulyProxy, side: "request" | "answer"): void {
  let count = 0;
  let stalls = 0;
  const holdsContent = (request: IncomingMessage) => {
    if (!/\/(blobs|manifests)\//.test(request.url ?? "")) return false;
    return side === "answer" ? request.method === "GET" : /^(PUT|PATCH)$/.test(request.method ?? "");
  };
  proxy.choose = (request) => {
    if (!holdsContent(request)) return null;
    const isLarge = side === "answer" ? request.url?.includes("/large/") : Number(request.headers["content-length"]) > 20 * mebibyte;
    count += 1;
    if (isLarge && request.url?.includes("/blobs/") && stalls < 2) {
      stalls += 1;
      return { side, mischief: { kind: "stall", afterBytes: 200_000 } };
    }
    if (count % 5 === 1) return { side, mischief: { kind: "cut", afterBytes: 100 } };
    return count % 5 === 3 ? { side, mischief: { kind: "flip", atByte: 150 } } : null;
  };
}

/** It says truly what became of it: what it does not bring is named, and what is there is whole. */
async function expectTrue(at: Site, end: Execution, client: Client, repository: string, tags: Record<string, string>): Promise<void> {
  const there = await tagsOf(client, repository);
  expect(tags).toMatchObject(there);
  const missing = Object.keys(tags).filter((tag) => !Object.hasOwn(there, tag));
  expect(end.status).toBe(missing.length > 0 ? "Failed" : "Succeed");
  const log = await logOf(at, end.id);
  for (const tag of missing) {
    expect(log).toContain(`${tag} failed: `);
    expect(end.status_text).toContain(`${tag}: `);
  }
  for (const digest of Object.values(there)) await expectWhole(client, repository, digest);
}

async function expectWhole(client: Client, repository: string, digest: string): Promise<void> {
  const manifest = await client.call("GET", `/v2/${repository}/manifests/${digest}`, { headers: { Accept: accepted } });
  expect(sha256(manifest.body)).toBe(digest);
  const { config, layers } = JSON.parse(manifest.body.toString()) as { config: { digest: string }; layers: { digest: string }[] };
  for (const blob of [config, ...layers]) {
    const { body } = await client.call("GET", `/v2/${repository}/blobs/${blob.digest}`);
    expect(`sha256:${createHash("sha256").update(body).digest("hex")}`).toBe(blob.digest);
  }
}
