/**
 * Destinations with something wrong, as in `replication-bad-input.test.ts`: named, the other artifacts go on, nothing half-copied under a tag, and
 * credentials go to nobody else.
 */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { random, scrub, sha256 } from "../server/support/client.ts";
import { about, failed, register, says } from "./support/bad-registry.ts";
import { closeFakeRegistries, type FakeRegistry, startFakeRegistry } from "./support/fake-registry.ts";
import {
  call,
  connect,
  ended,
  logOf,
  makePolicy,
  makeProject,
  pushTagged,
  run,
  type Site,
  siteAccount,
  start,
  startSite,
  tagsOf,
} from "./support/replication.ts";

let here: Site;
let there: Site;

beforeAll(async () => {
  [here, there] = await Promise.all([startSite("here"), startSite("there")]);
});

afterAll(async () => {
  await Promise.all([closeFakeRegistries(), here?.end(), there?.end()]);
});

it("what is wrong with a destination is named, and the rest goes on", { timeout: 240_000 }, async () => {
  await Promise.all([
    takesNoChunks(),
    losesChunks(),
    thirdHostUpload(),
    thirdHostMount(),
    otherManifest(),
    fullQuota(),
    wrongCredentials(),
    stopped(),
  ]);
  expect(await scrub(here.admin)).toMatchObject({ unknown: [], missing: [], damaged: [] });
});

/** A policy of this site's that pushes `repository`. */
async function pushing(
  repository: string,
  options: object = {},
  type = "docker-registry",
): Promise<{ fake: FakeRegistry; policy: number }> {
  const fake = await startFakeRegistry();
  const registry = await register(here, fake.url, { type });
  const policy = await makePolicy(here, { name: repository, direction: "push", registry, repositories: repository, ...options });
  return { fake, policy };
}

async function takesNoChunks(): Promise<void> {
  await makeProject(here, "whole");
  const layer = random(25 * 1024 * 1024);
  const digest = await pushTagged(here, "whole/app", "v1", layer);
  const { fake, policy } = await pushing("whole/app", { copy_by_chunk: true });
  fake.interfere = (request, response) => {
    if (request.method !== "PATCH") return false;
    request.resume();
    says(405)(request, response);
    return true;
  };
  const execution = await run(here, policy);
  expect(execution).toMatchObject({ status: "Succeed" });
  expect(await logOf(here, execution.id)).toContain("the destination takes no chunks: bodies go whole");
  expect(fake.asked.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  expect([...fake.blobs.keys()]).toContain(sha256(layer));
  expect(sha256(fake.manifests.get("whole/app:v1")?.bytes ?? "")).toBe(digest);
}

/** What it has acknowledged is gone whenever it is asked, which would go on for ever. */
async function losesChunks(): Promise<void> {
  await makeProject(here, "loses");
  const layer = random(15 * 1024 * 1024);
  const digest = await pushTagged(here, "loses/app", "v1", layer);
  const { fake, policy } = await pushing("loses/app", { copy_by_chunk: true });
  fake.interfere = (request, response, path) => {
    const isStatus = request.method === "GET" && path.includes("/uploads/");
    const isLater = request.method === "PATCH" && !request.headers["content-range"]?.startsWith("0-");
    if (!isStatus && !isLater) return false;
    request.resume();
    if (isStatus) says(204, { Location: path, Range: "0-0" })(request, response);
    else says(500)(request, response);
    return true;
  };
  const execution = await run(here, policy);
  const log = await logOf(here, execution.id);
  expect({ status: execution.status, log }).toEqual({
    status: "Succeed",
    log: expect.stringContaining("the destination loses chunks: bodies go whole"),
  });
  expect([...fake.blobs.keys()]).toContain(sha256(layer));
  expect(sha256(fake.manifests.get("loses/app:v1")?.bytes ?? "")).toBe(digest);
}

async function thirdHostUpload(): Promise<void> {
  const third = await startFakeRegistry();
  await makeProject(here, "lead");
  await pushTagged(here, "lead/app", "v1", random(1000));
  const { fake, policy } = await pushing("lead/app");
  fake.interfere = (request, response, path) => {
    if (request.method !== "POST") return false;
    says(202, { Location: `${third.url}${path}x` })(request, response);
    return true;
  };
  await failed(here, policy, /uploads on another host/);
  expect(third.asked).toEqual([]);
  expect([...fake.manifests.keys()]).toEqual([]);
}

/** An upload that nobody asked for, which would be ended where the registry says that it is. */
async function thirdHostMount(): Promise<void> {
  const third = await startFakeRegistry();
  await makeProject(here, "mount");
  const digest = await pushTagged(here, "mount/app", "v1", random(1000));
  const { fake, policy } = await pushing("mount/app", {}, "harbor");
  let mounts = 0;
  fake.interfere = (request, response, path) => {
    const isMount = request.url?.includes("mount=") === true;
    if (isMount) mounts += 1;
    if (isMount) says(202, { Location: `${third.url}${path}x` })(request, response);
    else if (path === "/api/v2.0/projects") says(200)(request, response);
    else if (path === "/api/v2.0/repositories") says(200, {}, JSON.stringify([{ name: "other/app" }]))(request, response);
    else return false;
    return true;
  };
  expect(await run(here, policy)).toMatchObject({ status: "Succeed" });
  expect(mounts).toBe(2);
  expect(third.asked).toEqual([]);
  expect(sha256(fake.manifests.get("mount/app:v1")?.bytes ?? "")).toBe(digest);
}

/** What other registries are asked for a tag is only seen afterwards; it is tried again until it is right. */
async function otherManifest(): Promise<void> {
  await makeProject(here, "flipped");
  const digest = await pushTagged(here, "flipped/app", "v1", random(1000));
  const { fake, policy } = await pushing("flipped/app");
  fake.interfere = about(
    "/manifests/v1",
    "PUT",
    (request, response) => {
      request.resume();
      fake.manifests.set("flipped/app:v1", { bytes: Buffer.from("{}"), type: "application/vnd.oci.image.manifest.v1+json" });
      says(201, { "Docker-Content-Digest": sha256("{}") })(request, response);
    },
    1,
  );
  const execution = await run(here, policy);
  expect(await logOf(here, execution.id)).toMatch(/another manifest arrived at the destination/);
  expect(execution).toMatchObject({ status: "Succeed" });
  expect(sha256(fake.manifests.get("flipped/app:v1")?.bytes ?? "")).toBe(digest);
}

async function fullQuota(): Promise<void> {
  await makeProject(here, "quota");
  await call(there, "POST", "/projects", { project_name: "quota", metadata: { public: "false" }, storage_limit: 500_000 });
  await pushTagged(here, "quota/app", "a-bad", random(2_000_000));
  const digest = await pushTagged(here, "quota/app", "b-good", random(1000));
  const policy = await makePolicy(here, {
    name: "quota",
    direction: "push",
    registry: await connect(here, there),
    repositories: "quota/**",
  });
  const { status_text: text } = await failed(here, policy, /a-bad.*exceed the configured upper limit/);
  expect(text).not.toContain("b-good");
  expect(await tagsOf(there.admin, "quota/app")).toEqual({ "b-good": digest });
  expect(await scrub(there.admin)).toMatchObject({ unknown: [], missing: [], damaged: [] });
}

async function wrongCredentials(): Promise<void> {
  await makeProject(here, "rights");
  await pushTagged(here, "rights/app", "v1", random(1000));
  const account = await siteAccount(there, "withdrawn");
  const registry = await register(here, there.url, { type: "roadstead", credential: { type: "basic", ...account } });
  const policy = await makePolicy(here, { name: "rights", direction: "push", registry, repositories: "rights/**" });
  const { body: robots } = await call<{ id: number; name: string }[]>(there, "GET", "/robots?page_size=100");
  await call(there, "DELETE", `/robots/${robots.find(({ name }) => name === account.access_key)?.id}`);
  await failed(here, policy, /wrong credentials/);
  expect(await tagsOf(there.admin, "rights/app")).toEqual({});
}

/** What a run that was stopped was about to bring is not kept from the next one. */
async function stopped(): Promise<void> {
  await makeProject(here, "stopped");
  const digest = await pushTagged(here, "stopped/app", "v1", random(1000));
  const { fake, policy } = await pushing("stopped/app");
  let isOpen = false;
  fake.interfere = (request) => {
    if (request.method !== "PUT") return false;
    isOpen = true;
    return true;
  };
  const first = await start(here, policy);
  await vi.waitUntil(() => isOpen, { timeout: 60_000 });
  await call(here, "PUT", `/replication/executions/${first}`);
  expect(await ended(here, first)).toMatchObject({ status: "Stopped" });
  expect([...fake.manifests.keys()]).toEqual([]);
  fake.interfere = () => false;
  expect(await run(here, policy)).toMatchObject({ status: "Succeed" });
  expect(sha256(fake.manifests.get("stopped/app:v1")?.bytes ?? "")).toBe(digest);
}
