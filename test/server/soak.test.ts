/**
 * Pushers that share layers, pullers, deleters, retention, and collection in a loop: no push is lost, no existing tag fails to be pulled, and at
 * the end nothing is stored that nobody knows. `npm run soak` is the long form; its figures stand in docs/performance.md.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../standalone/free-port.ts";
import { basicClient, type Bytes, type Client, scrub, sha256, tokenClient } from "./support/client.ts";
import { launch, type ServerProcess } from "./support/process.ts";

const seconds = Number(process.env.SOAK_SECONDS ?? 25);
const leaseSeconds = Number(process.env.SOAK_LEASE ?? 8);
const freedMin = Number(process.env.SOAK_FREED ?? 20);
const password = "Harbor12345";
const folder = mkdtempSync(join(tmpdir(), "roadstead-soak-"));
const repositories = ["library/soak-a", "library/soak-b", "library/soak-c"];
const retained = "library/soak-retained";
const manifestType = "application/vnd.oci.image.manifest.v1+json";
let server: ServerProcess;
let client: Client;
let admin: Client;

beforeAll(async () => {
  const variables = {
    ROADSTEAD_ADMIN_PASSWORD: password,
    ROADSTEAD_GC_WINDOW: "0",
    ROADSTEAD_PUSH_LEASE: String(leaseSeconds),
    ROADSTEAD_TRASH_RETENTION: "0",
  };
  server = await launch({ data: join(folder, "data"), port: await freePort("127.0.0.1"), variables });
  admin = basicClient(server.url, password);
  client = await tokenClient(server.url, password, ...[...repositories, retained].map((name) => `repository:${name}:pull,push,delete`));
}, 60_000);

afterAll(async () => {
  await server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Tag {
  readonly repository: string;
  readonly tag: string;
}

const live: Tag[] = [];
const nothingSeen = () => ({
  pushes: 0,
  lost: [] as string[],
  longestMs: 0,
  pulls: 0,
  failed: [] as string[],
  deletions: 0,
  collections: 0,
  freed: 0,
  retentions: 0,
});
let seen = nothingSeen();
let open = 0;
let serials = 0;

const any = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];

/** Layers come in generations, so that what was shared becomes garbage. */
function layer(generation: number): Bytes {
  const seed = `layer ${generation} ${Math.floor(Math.random() * 12)}`;
  return Uint8Array.from(Buffer.alloc(2000 + (generation % 1000), createHash("sha256").update(seed).digest()));
}

async function expectStatus(
  what: string,
  answer: Promise<{ status: number; headers: Headers; body: Buffer }>,
  ...wanted: readonly number[]
) {
  const { status, headers, body } = await answer;
  if (!wanted.includes(status)) throw new Error(`${what}: ${status} ${body.toString().slice(0, 200)}`);
  return { status, headers };
}

type Shape = "docker" | "containerd" | "mount" | "single";

async function pushBlob(repository: string, bytes: Bytes, shape: Shape): Promise<string> {
  const digest = sha256(bytes);
  const uploads = `/v2/${repository}/blobs/uploads/`;
  if (shape === "single") {
    await expectStatus("POST with a body", client.call("POST", `${uploads}?digest=${digest}`, { body: bytes }), 201);
    return digest;
  }
  if (shape === "mount") {
    const mounted = await expectStatus(
      "mount",
      client.call("POST", `${uploads}?mount=${digest}&from=${any(repositories) ?? ""}`),
      201,
      202,
    );
    if (mounted.status === 202) await close(mounted.headers.get("Location") ?? "", digest, bytes);
    return digest;
  }
  const head = await expectStatus("HEAD blob", client.call("HEAD", `/v2/${repository}/blobs/${digest}`), 200, 404);
  if (head.status === 200) return digest;
  const { headers } = await expectStatus("POST", client.call("POST", uploads), 202);
  let location = headers.get("Location") ?? "";
  if (shape === "docker") {
    const patched = await expectStatus("PATCH", client.call("PATCH", location, { body: new Blob([bytes]).stream() }), 202);
    location = patched.headers.get("Location") ?? location;
    await close(location, digest, null);
  } else await close(location, digest, bytes);
  return digest;
}

async function close(location: string, digest: string, body: Bytes | null): Promise<void> {
  const separator = location.includes("?") ? "&" : "?";
  await expectStatus("PUT blob", client.call("PUT", `${location}${separator}digest=${digest}`, body ? { body } : {}), 201);
}

async function push(pusher: number, serial: number): Promise<void> {
  const shape = (["docker", "containerd", "mount", "single"] as const)[serial % 4] ?? "docker";
  const isRetained = serial % 7 === 0;
  const repository = isRetained ? retained : (any(repositories) ?? "");
  const generation = Math.floor(Date.now() / 3000);
  const begun = Date.now();
  const tag = `p${pusher}-${serial}`;
  open += 1;
  try {
    const layers: { mediaType: string; digest: string; size: number }[] = [];
    for (let i = 0; i < 3; i += 1) {
      const bytes = layer(generation - i);
      layers.push({
        mediaType: "application/vnd.oci.image.layer.v1.tar",
        digest: await pushBlob(repository, bytes, shape),
        size: bytes.length,
      });
    }
    const config = Uint8Array.from(Buffer.from(JSON.stringify({ tag })));
    const digest = await pushBlob(repository, config, shape);
    const manifest = {
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: config.length },
      layers,
    };
    const put = client.call("PUT", `/v2/${repository}/manifests/${tag}`, {
      body: JSON.stringify(manifest),
      headers: { "Content-Type": manifestType },
    });
    await expectStatus("PUT manifest", put, 201);
    seen.pushes += 1;
    if (!isRetained) live.push({ repository, tag });
  } catch (error) {
    seen.lost.push(`${shape} ${repository}:${tag}: ${String(error)}`);
  } finally {
    open -= 1;
    seen.longestMs = Math.max(seen.longestMs, Date.now() - begun);
  }
}

async function pull(): Promise<unknown> {
  const one = any(live);
  if (!one) return sleep(50);
  try {
    const answer = await client.call("GET", `/v2/${one.repository}/manifests/${one.tag}`, { headers: { Accept: manifestType } });
    if (answer.status !== 200) throw new Error(`manifest: ${answer.status}`);
    const { layers, config } = JSON.parse(answer.body.toString()) as { layers: { digest: string }[]; config: { digest: string } };
    for (const { digest } of [...layers, config]) {
      const blob = await client.call("GET", `/v2/${one.repository}/blobs/${digest}`);
      if (blob.status !== 200 || sha256(blob.body) !== digest) throw new Error(`blob ${digest}: ${blob.status}`);
    }
    seen.pulls += 1;
  } catch (error) {
    // What was deleted meanwhile may be gone.
    if (live.includes(one)) seen.failed.push(`${one.repository}:${one.tag}: ${String(error)}`);
  }
}

async function remove(): Promise<void> {
  await sleep(60);
  if (live.length < 30) return;
  const [one] = live.splice(Math.floor(Math.random() * live.length), 1);
  if (!one) return;
  const path = `/v2/${one.repository}/manifests/`;
  const byDigest = Math.random() < 0.5;
  const digest = (await client.call("HEAD", path + one.tag)).headers.get("Docker-Content-Digest") ?? "";
  await expectStatus("DELETE", client.call("DELETE", path + (byDigest ? digest : one.tag)), 202, 404);
  seen.deletions += 1;
}

const headers = { "Content-Type": "application/json" };

async function collect(): Promise<number> {
  const body = JSON.stringify({ schedule: { type: "Manual" }, parameters: { delete_untagged: true } });
  const openBefore = open;
  const begun = await expectStatus("collection", admin.call("POST", "/api/v2.0/system/gc/schedule", { headers, body }), 201);
  for (;;) {
    const shown = JSON.parse((await admin.call("GET", begun.headers.get("Location") ?? "")).body.toString()) as {
      job_status: string;
      job_parameters: string;
    };
    if (shown.job_status === "Running") {
      await sleep(30);
      continue;
    }
    expect(shown.job_status).toBe("Success");
    const { purged_blobs: blobs = 0, purged_manifests: manifests = 0 } = JSON.parse(shown.job_parameters) as Record<string, number>;
    seen.collections += 1;
    if (openBefore > 0 && open > 0) seen.freed += blobs;
    return blobs + manifests;
  }
}

async function startRetention(): Promise<() => Promise<void>> {
  const project = JSON.parse((await admin.call("GET", "/api/v2.0/projects/library")).body.toString()) as { project_id: number };
  const rule = {
    action: "retain",
    template: "latestPushedK",
    params: { latestPushedK: 5 },
    tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "**" }],
    scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "soak-retained" }] },
  };
  const body = JSON.stringify({ algorithm: "or", rules: [rule], scope: { level: "project", ref: project.project_id } });
  const made = await expectStatus("policy", admin.call("POST", "/api/v2.0/retentions", { headers, body }), 201);
  return async () => {
    await sleep(1000);
    await expectStatus("retention", admin.call("POST", `${made.headers.get("Location")}/executions`, { headers, body: "{}" }), 201, 409);
    seen.retentions += 1;
  };
}

async function run(retain: () => Promise<void>): Promise<void> {
  seen = nothingSeen();
  live.length = 0;
  const until = Date.now() + seconds * 1000;
  const loop = async (work: (turn: number) => Promise<unknown>) => {
    for (let turn = 0; Date.now() < until; turn += 1) await work(turn);
  };
  await Promise.all([
    ...Array.from({ length: 8 }, (_, pusher) => loop(() => push(pusher, (serials += 1)))),
    ...Array.from({ length: 3 }, () => loop(pull)),
    ...Array.from({ length: 2 }, () => loop(remove)),
    loop(collect),
    loop(retain),
  ]);
  const { lost, failed, ...counts } = seen;
  console.log(JSON.stringify({ seconds, leaseSeconds, ...counts, lost: lost.length, failed: failed.length }));
}

/** A push may lose what it relied on when it takes longer than half a lease: such a run says nothing, and another is made. */
const runsMax = 3;
const isVoid = () => seen.longestMs >= (leaseSeconds * 1000) / 2;

it(`${seconds} seconds`, { timeout: (runsMax * seconds + 120) * 1000 }, async () => {
  const retain = await startRetention();
  for (let runs = 1; runs === 1 || (isVoid() && runs <= runsMax); runs += 1) await run(retain);
  expect(isVoid(), `the longest push of every run took longer than half a lease, at last ${seen.longestMs} ms`).toBe(false);
  expect(seen.lost).toEqual([]);
  expect(seen.failed).toEqual([]);
  expect(seen.pushes).toBeGreaterThan(seconds);
  expect(seen.pulls).toBeGreaterThan(seconds);
  expect(seen.freed).toBeGreaterThan(freedMin);
  // Every lease runs out, and what is left is what tags name.
  await expect.poll(collect, { timeout: (leaseSeconds * 2 + 60) * 1000, interval: (leaseSeconds * 1000) / 2 }).toBe(0);
  const found = await scrub(admin);
  expect({ unknown: found.unknown, missing: found.missing, damaged: found.damaged }).toEqual({ unknown: [], missing: [], damaged: [] });
});
