/**
 * What a replication meets that is wrong: each is named in a task's log and in the execution's status text, the other artifacts go on, and
 * nothing half-copied becomes visible under a tag. All of them run beside each other, since most wait between their attempts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { random, scrub } from "../server/support/client.ts";
import { about, badAlone, failed, pulling, register, says } from "./support/bad-registry.ts";
import { behindItsBack } from "./support/database.ts";
import { addImage, closeFakeRegistries, startFakeRegistry } from "./support/fake-registry.ts";
import { call, ended, logOf, makePolicy, run, type Site, start, startSite, tagsOf } from "./support/replication.ts";

const [cert, key] = ["cert", "key"].map((name) => readFileSync(join(import.meta.dirname, `../standalone/certificate/${name}.pem`))) as [
  Buffer,
  Buffer,
];
let here: Site;
let there: Site;

beforeAll(async () => {
  [here, there] = await Promise.all([startSite("here"), startSite("there")]);
});

afterAll(async () => {
  await Promise.all([closeFakeRegistries(), here?.end(), there?.end()]);
});

it("nobody is made a registry of who is not reached", async () => {
  const plain = await startFakeRegistry();
  const tls = await startFakeRegistry({ cert, key });
  const { port } = new URL(plain.url);
  const refused = async (url: string) => register(here, url).then(String, (error: Error) => error.message);
  const closed = await startFakeRegistry();
  await closed.close();
  expect(await refused("http://registry.invalid")).toMatch(/400 .*unknown host/);
  expect(await refused(closed.url)).toMatch(/400 .*connection refused/);
  expect(await refused(tls.url)).toMatch(/400 .*certificate is not trusted/);
  expect(await refused(`http://localhost:${port}`)).toMatch(/400 .*localhost has the address .* not public/);
  expect(await refused(`http://[::ffff:127.0.0.1]:${port}`)).toMatch(/400 .*not public/);
  const closedToUs = { credential: { type: "basic", access_key: "somebody", access_secret: "else" } };
  expect(await register(here, there.url, closedToUs).then(String, (error: Error) => error.message)).toMatch(/400 .*wrong credentials/);
  expect(plain.asked).toEqual([]);
});

it("a policy between this site and itself is refused", async () => {
  const local = { name: "both", src_registry: null, dest_registry: { id: 0 }, trigger: { type: "manual" }, enabled: true };
  await expect(call(here, "POST", "/replication/policies", local)).rejects.toThrow(/400 .*both are this site/);
});

it("what is wrong on the way is named, and the rest goes on", { timeout: 240_000 }, async () => {
  const wrong = await Promise.all([
    refusedConnection(),
    tooManyRequests(),
    tooManyRequestsWhilePlanning(),
    serverError(),
    brokenOff(),
    tooShort(),
    otherBytes(),
    unknownType(),
    thirdHostRealm(),
    thirdHostRedirect(),
    redirectInside(),
    knowsNoRanges(),
    slow(),
    hiddenList(),
  ]);
  expect(wrong).toHaveLength(14);
  expect(await scrub(here.admin)).toMatchObject({ unknown: [], missing: [], damaged: [] });
});

async function refusedConnection(): Promise<void> {
  const { fake, policy, to } = await pulling(here);
  await fake.close();
  const { total, failed: count } = await failed(here, policy, /connection refused/);
  expect({ total, count }).toEqual({ total: 1, count: 1 });
  expect(await tagsOf(here.admin, to)).toEqual({});
}

async function tooManyRequests(): Promise<void> {
  const made = await pulling(here);
  const { fake, bad, policy, to, good } = made;
  fake.interfere = about(bad.manifest, "GET", says(429, { "Retry-After": "3" }), 1);
  const execution = await run(here, policy);
  expect(execution).toMatchObject({ status: "Succeed" });
  expect(await logOf(here, execution.id)).toMatch(/answered 429; tried again in 3 s/);
  expect(await tagsOf(here.admin, to)).toEqual({ "a-bad": bad.manifest, "b-good": good.manifest });
  const [first, second] = fake.asked.filter(({ method, path }) => method === "GET" && path.endsWith(bad.manifest));
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(3000);
}

async function tooManyRequestsWhilePlanning(): Promise<void> {
  const { fake, bad, policy, to, good } = await pulling(here);
  let times = 2;
  fake.interfere = (_request, response, path) => {
    if (!path.endsWith("/tags/list") || (times -= 1) < 0) return false;
    says(429, { "Retry-After": "2" })(_request, response);
    return true;
  };
  expect(await run(here, policy)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(here.admin, to)).toEqual({ "a-bad": bad.manifest, "b-good": good.manifest });
  const [first, second] = fake.asked.filter(({ path }) => path.includes("/tags/list"));
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
}

async function serverError(): Promise<void> {
  const made = await pulling(here);
  made.fake.interfere = about(made.bad.layer, "GET", says(500, {}, "the disk is full"));
  await badAlone(here, made, /answered 500: the disk is full/);
}

async function brokenOff(): Promise<void> {
  const made = await pulling(here);
  made.fake.interfere = about(made.bad.layer, "GET", (_request, response) => {
    response.writeHead(200, { "Content-Length": "200000" });
    response.write(made.fake.blobs.get(made.bad.layer)?.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 100));
  });
  await badAlone(here, made, /the source broke off/);
}

async function tooShort(): Promise<void> {
  const made = await pulling(here);
  made.fake.interfere = about(made.bad.layer, "GET", (_request, response) => {
    response.writeHead(200, { "Content-Length": "100000" }).end(made.fake.blobs.get(made.bad.layer)?.subarray(0, 100_000));
  });
  await badAlone(here, made, /the source broke off, 100000 bytes before the end/);
}

async function otherBytes(): Promise<void> {
  const made = await pulling(here);
  made.fake.blobs.set(made.bad.layer, random(200_000));
  await badAlone(here, made, /bytes that arrived are not those of the digest/);
}

async function unknownType(): Promise<void> {
  await badAlone(
    here,
    await pulling(here, { badType: "application/vnd.example.unknown+json" }),
    /unknown manifest type application\/vnd\.example\.unknown/,
  );
}

const credential = { type: "basic", access_key: "somebody", access_secret: "something" };

async function thirdHostRealm(): Promise<void> {
  const third = await startFakeRegistry();
  const { fake, policy, to } = await pulling(here, { credential });
  // Another name for the same address is another host.
  const realm = third.url.replace("127.0.0.1", "localhost");
  const challenge = { "WWW-Authenticate": `Bearer realm="${realm}/token",service="registry"` };
  fake.interfere = (request, response) => {
    if (request.headers.authorization !== undefined) return false;
    says(401, challenge)(request, response);
    return true;
  };
  await failed(here, policy, /token realm is on another host \(localhost:\d+\), which gets no credentials/);
  expect(third.asked).toEqual([]);
  expect(await tagsOf(here.admin, to)).toEqual({});
}

/** It is fetched from there, since many registries keep their blobs elsewhere, but nobody is told who asks. */
async function thirdHostRedirect(): Promise<void> {
  const third = await startFakeRegistry();
  const { fake, bad, policy, to, good } = await pulling(here, { credential });
  third.blobs.set(bad.layer, fake.blobs.get(bad.layer) ?? new Uint8Array());
  fake.interfere = (request, response, path) => {
    if (request.headers.authorization === undefined) says(401, { "WWW-Authenticate": "Basic realm=x" })(request, response);
    else if (!path.endsWith(bad.layer)) return false;
    else says(307, { Location: `${third.url}${path}` })(request, response);
    return true;
  };
  expect(await run(here, policy)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(here.admin, to)).toEqual({ "a-bad": bad.manifest, "b-good": good.manifest });
  expect(fake.asked.some(({ authorization }) => authorization?.startsWith("Basic "))).toBe(true);
  expect(third.asked.map(({ method, authorization }) => ({ method, authorization }))).toEqual([
    { method: "GET", authorization: undefined },
  ]);
}

async function redirectInside(): Promise<void> {
  const made = await pulling(here);
  const inside = await startFakeRegistry();
  const location = inside.url.replace("127.0.0.1", "localhost");
  made.fake.interfere = about(made.bad.layer, "GET", says(307, { Location: `${location}/secret` }));
  await badAlone(here, made, /localhost has the address .* which is not public/);
  expect(inside.asked).toEqual([]);
}

/** What may not be listed is not what is not there. */
async function hiddenList(): Promise<void> {
  const { fake, registry, to } = await pulling(here, { type: "harbor" });
  fake.interfere = (request, response, path) => {
    if (!path.startsWith("/api/")) return false;
    says(403, {}, JSON.stringify({ errors: [{ code: "FORBIDDEN", message: "no right to list" }] }))(request, response);
    return true;
  };
  const policy = await makePolicy(here, {
    name: "hidden",
    direction: "pull",
    registry,
    repositories: "src/*",
    dest_namespace: to.split("/")[0],
  });
  await failed(here, policy, /answered 403: FORBIDDEN no right to list/);
}

/** Chunks of it are asked for by range, and the whole comes each time. */
async function knowsNoRanges(): Promise<void> {
  const { fake, policy, registry, to } = await pulling(here);
  const { manifest, layer } = addImage(fake, { repository: "src/large", tag: "v1", layer: random(25 * 1024 * 1024) });
  const large = { registry, repositories: "src/large", dest_namespace: to.split("/")[0], copy_by_chunk: true };
  const second = await makePolicy(here, { name: "ranges", direction: "pull", ...large });
  expect(await run(here, policy)).toMatchObject({ status: "Succeed" });
  expect(await run(here, second)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(here.admin, to.replace("app", "large"))).toEqual({ v1: manifest });
  expect(fake.asked.filter(({ method, path }) => method === "GET" && path.endsWith(layer))).toHaveLength(3);
}

/** A minute is for an answer to begin, not for a body to end. */
async function slow(): Promise<void> {
  const { fake, bad, policy, to, good } = await pulling(here);
  const layer = fake.blobs.get(bad.layer) ?? new Uint8Array();
  fake.interfere = about(bad.layer, "GET", (_request, response) => {
    response.writeHead(200, { "Content-Length": layer.length });
    let at = 0;
    const timer = setInterval(() => {
      response.write(layer.subarray(at, (at += 3000)));
      if (at < layer.length) return;
      clearInterval(timer);
      response.end();
    }, 1000);
    response.once("close", () => clearInterval(timer));
  });
  const execution = await run(here, policy);
  expect({ status: execution.status, log: await logOf(here, execution.id) }).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(here.admin, to)).toEqual({ "a-bad": bad.manifest, "b-good": good.manifest });
}

it("addresses that became others, a certificate without its authority, a registry and a policy that are gone", async () => {
  const trusted = await pulling(here, { tls: { cert, key }, ca: cert.toString() });
  expect(await run(here, trusted.policy)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(here.admin, trusted.to)).toEqual({ "a-bad": trusted.bad.manifest, "b-good": trusted.good.manifest });
  const [unknown, named, mapped, withoutRegistry, withoutPolicy] = [
    await pulling(here),
    await pulling(here),
    await pulling(here),
    await pulling(here),
    await pulling(here),
  ];
  await expect(call(here, "DELETE", `/registries/${withoutRegistry.registry}`)).rejects.toThrow(/412 .*uses registry/);
  for (const { fake, bad } of [withoutRegistry, withoutPolicy])
    fake.interfere = about(bad.manifest, "GET", says(429, { "Retry-After": "5" }), 1);
  const open = await Promise.all([withoutRegistry, withoutPolicy].map(async ({ policy }) => start(here, policy)));
  await expect.poll(async () => logOf(here, open[1] ?? 0), { timeout: 40_000 }).toMatch(/tried again/);
  await expect(call(here, "DELETE", `/replication/policies/${withoutPolicy.policy}`)).rejects.toThrow(/412 .*runs/);
  const allowedToName = (url: string, host: string) => url.replace("127.0.0.1", host);
  await behindItsBack(here, (database) => {
    const url = database.prepare("update registries set url = ? where id = ?");
    url.run("http://registry.invalid", unknown.registry);
    url.run(allowedToName(named.fake.url, "localhost"), named.registry);
    url.run(allowedToName(mapped.fake.url, "[::ffff:127.0.0.1]"), mapped.registry);
    database.prepare("update registries set ca_certificate = null where id = ?").run(trusted.registry);
    database.prepare("delete from registries where id = ?").run(withoutRegistry.registry);
    database.prepare("delete from replication_policies where id = ?").run(withoutPolicy.policy);
  });
  const [noRegistry, noPolicy] = await Promise.all(open.map(async (id) => ended(here, id)));
  expect(noRegistry).toMatchObject({ status: "Failed", status_text: "the policy's registry was deleted" });
  expect(noPolicy).toMatchObject({ status: "Failed", status_text: "the policy was deleted" });
  expect(await Promise.all(open.map(async (id) => logOf(here, id)))).toEqual([
    expect.stringContaining("the policy's registry was deleted"),
    expect.stringContaining("the policy was deleted"),
  ]);
  await Promise.all([
    failed(here, unknown.policy, /unknown host/),
    failed(here, named.policy, /localhost has the address .* which is not public/),
    failed(here, mapped.policy, /\[::ffff:7f00:1\] .*not public/),
    failed(here, trusted.policy, /certificate is not trusted/),
  ]);
  for (const { to } of [unknown, named, mapped, withoutPolicy, withoutRegistry])
    expect(Object.keys(await tagsOf(here.admin, to))).not.toContain("a-bad");
});
