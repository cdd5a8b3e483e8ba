/**
 * Calls to backends for each kind of request, counted around the real bindings of the built Worker once its token is verified.
 * The table of docs/architecture.md ("What a request costs") is what was measured here.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadKeys } from "../../bridge/src/keys.ts";
import { keepLink } from "../../bridge/src/link.ts";
import {
  basicClient,
  bearerClient,
  type Answer,
  type Client,
  imageOf,
  openUpload,
  pushBlob,
  putManifest,
  random,
  sha256,
  tokenClient,
  tokenIn,
} from "./support/client.ts";
import { type Instrumented, password, startInstrumented } from "./support/instrumented.ts";

interface Counts {
  readonly d1: number;
  readonly do: number;
  readonly r2: number;
}

const repository = "library/budget";
const partBytes = 8 * 1024 * 1024;
let site: Instrumented;
let pusher: Client;
let puller: Client;

beforeAll(async () => {
  site = await startInstrumented();
  pusher = await tokenClient(site.url, password, `repository:${repository}:pull,push`);
  // Nobody's token: library is public, and whoever cannot push is served from memory.
  puller = await tokenClient(site.url, null, `repository:${repository}:pull`);
  for (const client of [pusher, puller]) await client.call("GET", "/v2/");
}, 60_000);

afterAll(async () => site?.stop());

async function countsOf(answer: Answer): Promise<Counts> {
  const found = await fetch(`${site.url}/v2/test-counts?id=${answer.requestId}`);
  return ((await found.json()) as { counts: Counts }).counts;
}

/** What was measured, in the order of the tests. */
const measured: string[] = [];

async function expectBudget(request: string, answer: Answer, status: number, budget: Counts): Promise<void> {
  expect(answer.status, answer.body.toString()).toBe(status);
  const counts = await countsOf(answer);
  measured.push(`| ${request} | ${counts.d1} of ${budget.d1} | ${counts.do} of ${budget.do} | ${counts.r2} of ${budget.r2} |`);
  for (const kind of ["d1", "do", "r2"] as const) expect(counts[kind], `${request}: ${kind}`).toBeLessThanOrEqual(budget[kind]);
}

it("GET /v2/", async () => {
  await expectBudget("`GET /v2/` with a token", await pusher.call("GET", "/v2/"), 200, { d1: 0, do: 0, r2: 0 });
});

it("a token for a local user", async () => {
  const user = { username: "budget", password: "Secret12345", realname: "Budget", email: "budget@example.com" };
  const body = JSON.stringify(user);
  const made = await basicClient(site.url, password).call("POST", "/api/v2.0/users", {
    body,
    headers: { "Content-Type": "application/json" },
  });
  expect(made.status).toBe(201);
  const client = basicClient(site.url, user.password, user.username);
  const ask = () => client.call("GET", "/service/token?service=harbor-registry&scope=repository:library/x:pull");
  await expectBudget("token for a local user", await ask(), 200, { d1: 2, do: 1, r2: 0 });
  await expectBudget("token for a local user, again within a minute", await ask(), 200, { d1: 2, do: 1, r2: 0 });
});

it("a token for somebody of a directory", async () => {
  const admin = basicClient(site.url, password);
  const send = (method: string, path: string, body: object) =>
    admin.call(method, `/api/v2.0${path}`, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  await send("PUT", "/configurations", { auth_mode: "ldap_auth" });
  const { token } = JSON.parse((await send("POST", "/bridges", { name: "budget" })).body.toString()) as { token: string };
  const person = { dn: "uid=ada,dc=x", name: "ada", realname: "Ada", email: "", groups: [], admin: false };
  const link = keepLink({
    siteUrl: new URL(site.url),
    token,
    software: "0",
    keys: await loadKeys(join(mkdtempSync(join(tmpdir(), "roadstead-bridge-")), "key.json")),
    directory: { answer: async () => ({ ok: true, result: { person } }), close: async () => undefined },
    log: () => undefined,
  });
  await expect.poll(() => link.state.connected, { timeout: 10_000 }).toBe(true);
  const client = basicClient(site.url, "Secret12345", "ada");
  const ask = () => client.call("GET", "/service/token?service=harbor-registry&scope=repository:library/x:pull");
  await expectBudget("token for somebody of a directory, for the first time", await ask(), 200, { d1: 2, do: 2, r2: 0 });
  await expectBudget("token for somebody of a directory, again within a minute", await ask(), 200, { d1: 1, do: 0, r2: 0 });
  const holder = bearerClient(site.url, tokenIn(await ask()));
  await holder.call("GET", "/v2/");
  await expectBudget("`GET /v2/` with such a token, in its first minute", await holder.call("GET", "/v2/"), 200, { d1: 0, do: 0, r2: 0 });
  await link.stop(0);
  await send("PUT", "/configurations", { auth_mode: "db_auth" });
});

it("manifests", async () => {
  const manifest = await imageOf(pusher, repository, random(1000));
  const digest = sha256(manifest);
  await expectBudget("`PUT` manifest", await putManifest(pusher, repository, "1", manifest), 201, { d1: 2, do: 0, r2: 0 });
  const path = `/v2/${repository}/manifests`;
  for (const [who, client] of [
    ["puller", puller],
    ["pusher", pusher],
  ] as const) {
    await expectBudget(`\`HEAD\` manifest by tag, ${who}`, await client.call("HEAD", `${path}/1`), 200, { d1: 1, do: 0, r2: 0 });
    await expectBudget(`\`GET\` manifest by tag, ${who}`, await client.call("GET", `${path}/1`), 200, { d1: 1, do: 0, r2: 0 });
    await expectBudget(`\`HEAD\` manifest by digest, ${who}`, await client.call("HEAD", `${path}/${digest}`), 200, { d1: 1, do: 0, r2: 0 });
    await expectBudget(`\`GET\` manifest by digest, ${who}`, await client.call("GET", `${path}/${digest}`), 200, { d1: 1, do: 0, r2: 0 });
  }
  const again = await puller.call("GET", `${path}/${digest}`);
  await expectBudget("`GET` manifest by digest, again within 10 s", again, 200, { d1: 0, do: 0, r2: 0 });
});

it("blobs", async () => {
  const digest = await pushBlob(pusher, repository, random(1000));
  const path = `/v2/${repository}/blobs/${digest}`;
  await expectBudget("`HEAD` blob, puller", await puller.call("HEAD", path), 200, { d1: 1, do: 0, r2: 0 });
  await expectBudget("`HEAD` blob, pusher", await pusher.call("HEAD", path), 200, { d1: 1, do: 0, r2: 0 });
  await expectBudget("`GET` blob, pusher", await pusher.call("GET", path), 200, { d1: 1, do: 0, r2: 1 });
  await expectBudget("`GET` blob", await puller.call("GET", path), 200, { d1: 1, do: 0, r2: 1 });
  await expectBudget("`GET` blob, again within 10 s", await puller.call("GET", path), 200, { d1: 0, do: 0, r2: 1 });
});

it("uploads", async () => {
  const opened = await pusher.call("POST", `/v2/${repository}/blobs/uploads/`);
  await expectBudget("`POST` upload", opened, 202, { d1: 1, do: 1, r2: 0 });

  const whole = random(100_000);
  const location = opened.headers.get("Location") ?? "";
  const put = await pusher.call("PUT", `${location}?digest=${sha256(whole)}`, { body: whole });
  await expectBudget("`PUT` upload with the whole body", put, 201, { d1: 1, do: 2, r2: 1 });

  const single = random(100_000);
  const post = await pusher.call("POST", `/v2/${repository}/blobs/uploads/?digest=${sha256(single)}`, { body: single });
  await expectBudget("`POST` with digest and body", post, 201, { d1: 2, do: 2, r2: 1 });
});

it("a stream, closed without a body", async () => {
  for (const [parts, length] of [
    [1, 1000],
    [3, 2 * partBytes + 1000],
  ] as const) {
    const bytes = random(length);
    const location = await openUpload(pusher, repository);
    const patched = await pusher.call("PATCH", location, { body: new Blob([bytes]).stream() });
    await expectBudget(`\`PATCH\`, a stream of ${parts} parts`, patched, 202, { d1: 0, do: 3, r2: parts === 1 ? 1 : 1 + parts });
    const closed = await pusher.call("PUT", `${location}?digest=${sha256(bytes)}`);
    await expectBudget(`\`PUT\` closing a stream of ${parts} parts`, closed, 201, { d1: 1, do: 2, r2: parts === 1 ? 0 : 1 });
  }
});

it("chunks, with tails carried on", async () => {
  const bytes = random(partBytes + 2000);
  const location = await openUpload(pusher, repository);
  const chunk = (from: number, to: number) => ({ body: bytes.slice(from, to), headers: { "Content-Range": `${from}-${to - 1}` } });
  await expectBudget("`PATCH`, a chunk below one part", await pusher.call("PATCH", location, chunk(0, 1000)), 202, { d1: 0, do: 3, r2: 1 });
  const second = await pusher.call("PATCH", location, chunk(1000, partBytes + 1000));
  await expectBudget("`PATCH`, a chunk of one part behind a tail", second, 202, { d1: 0, do: 3, r2: 4 });
  const last = await pusher.call("PUT", `${location}?digest=${sha256(bytes)}`, chunk(partBytes + 1000, bytes.length));
  await expectBudget("`PUT` closing with a body behind a tail", last, 201, { d1: 1, do: 3, r2: 3 });
});

it("mounts", async () => {
  const digest = await pushBlob(pusher, repository, random(1000));
  const client = await tokenClient(site.url, password, "repository:library/mounted:pull,push", `repository:${repository}:pull`);
  await client.call("GET", "/v2/");
  const mounted = await client.call("POST", `/v2/library/mounted/blobs/uploads/?mount=${digest}&from=${repository}`);
  await expectBudget("mount", mounted, 201, { d1: 2, do: 0, r2: 0 });
  const refused = await client.call("POST", `/v2/library/mounted/blobs/uploads/?mount=${sha256("none")}&from=${repository}`);
  await expectBudget("mount, refused", refused, 202, { d1: 1, do: 1, r2: 0 });
});

it("docs/architecture.md has what was measured", () => {
  const documented = readFileSync(join(resolve(import.meta.dirname, "../.."), "docs/architecture.md"), "utf8");
  expect(documented).toContain(measured.join("\n"));
});
