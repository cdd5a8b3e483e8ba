/** Policies between three sites and a foreign registry: what arrives, what a second run costs, what is deleted. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BenchServer, startReference } from "../../bench/servers.ts";
import { basicClient, type Client, imageOf, putManifest, random, scrub, sha256 } from "../server/support/client.ts";
import {
  accepted,
  call,
  connect,
  ended,
  idOf,
  logOf,
  makePolicy,
  makeProject,
  pushTagged,
  run,
  type Site,
  start,
  startSite,
  tagsOf,
} from "./support/replication.ts";
import { startUnrulyProxy, type UnrulyProxy } from "./support/unruly-proxy.ts";

const image = "application/vnd.oci.image.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";
const sites: Site[] = [];
let hub: Site;
let edge: Site;
let branch: Site;
/** Debian's docker-registry, which deletes by digest only. */
let dockerRegistry: BenchServer;
let foreign: { url: string; client: Client };
const folder = mkdtempSync(join(tmpdir(), "roadstead-foreign-"));
let toEdge: UnrulyProxy;
let toHub: UnrulyProxy;
/** Registries, as the site in front knows them. */
let hubEdge: number;
let edgeHub: number;
let hubForeign: number;
let branchForeign: number;
/** Begins by the clock while the others run. */
let scheduled: { policy: number; digest: string };

beforeAll(async () => {
  [hub, edge, branch] = await Promise.all([startSite("hub"), startSite("edge"), startSite("branch")]);
  sites.push(hub, edge, branch);
  dockerRegistry = await startReference(folder);
  foreign = { url: dockerRegistry.url, client: basicClient(dockerRegistry.url, "", "nobody") };
  [toEdge, toHub] = await Promise.all([startUnrulyProxy(edge.url), startUnrulyProxy(hub.url)]);
  hubEdge = await connect(hub, edge, toEdge.url);
  edgeHub = await connect(edge, hub, toHub.url);
  const plain = { name: "foreign", type: "docker-registry", url: foreign.url };
  hubForeign = idOf((await call(hub, "POST", "/registries", plain)).location);
  branchForeign = idOf((await call(branch, "POST", "/registries", plain)).location);
  await makeProject(hub, "clock");
  const digest = await pushTagged(hub, "clock/app", "v1", random(1000));
  const soon = (new Date().getUTCMinutes() + 1) % 60;
  const trigger = { type: "scheduled", trigger_settings: { cron: `0 ${soon} * * * *` } };
  const policy = await makePolicy(hub, { name: "by-the-clock", direction: "push", registry: hubEdge, repositories: "clock/**", trigger });
  scheduled = { policy, digest };
});

afterAll(async () => {
  await Promise.all([...sites.map((site) => site.end()), toEdge?.close(), toHub?.close()]);
  await dockerRegistry?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function put(site: Site, repository: string, reference: string, manifest: object): Promise<{ digest: string; size: number }> {
  const text = JSON.stringify(manifest);
  const answer = await putManifest(site.admin, repository, reference, text, { "Content-Type": String(Reflect.get(manifest, "mediaType")) });
  if (answer.status !== 201) throw new Error(`${repository}:${reference}: ${answer.status} ${answer.body.toString()}`);
  return { digest: sha256(text), size: text.length };
}

/** Two platforms, a cosign-style signature on one of them by tag, an SBOM on the index by referrers, and a signature on the SBOM. */
async function pushSigned(site: Site, repository: string, tag: string) {
  const platform = async (architecture: string) => {
    const manifest = JSON.parse(await imageOf(site.admin, repository, random(50_000))) as object;
    return {
      mediaType: image,
      ...(await put(site, repository, sha256(JSON.stringify(manifest)), manifest)),
      platform: { os: "linux", architecture },
    };
  };
  const manifests = [await platform("amd64"), await platform("arm64")];
  const index = await put(site, repository, tag, { schemaVersion: 2, mediaType: indexType, manifests });
  const belongs = async (reference: string | null, artifactType: string, subject: object | undefined) => {
    const about = JSON.parse(await imageOf(site.admin, repository, random(500))) as object;
    const manifest = { ...about, artifactType, ...(subject ? { subject } : {}) };
    return { mediaType: image, ...(await put(site, repository, reference ?? sha256(JSON.stringify(manifest)), manifest)) };
  };
  const [first] = manifests;
  const signatureTag = `${first?.digest.replace(":", "-")}.sig`;
  const signature = await belongs(signatureTag, "application/vnd.dev.cosign.simplesigning.v1+json", undefined);
  const sbom = await belongs(null, "application/spdx+json", { mediaType: indexType, ...index });
  const ofSbom = await belongs(null, "application/vnd.dev.sigstore.bundle.v0.3+json", sbom);
  return { index, signatureTag, all: [...manifests, signature, sbom, ofSbom].map((one) => one.digest) };
}

/** Another byte in the file that holds the layer. */
function damage(data: string, layer: Uint8Array): void {
  const file = readdirSync(data, { recursive: true, encoding: "utf8" })
    .map((name) => join(data, name))
    // The runtime that was killed may still be putting its own files away.
    .find((path) => statSync(path, { throwIfNoEntry: false })?.size === layer.length && readFileSync(path).equals(layer));
  if (file === undefined) throw new Error("no file holds the layer");
  const bytes = readFileSync(file);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

async function has(client: Client, repository: string, reference: string): Promise<number> {
  return (await client.call("HEAD", `/v2/${repository}/manifests/${reference}`, { headers: { Accept: accepted } })).status;
}

/** What a run asked for, without tokens, lists and what asks who is there. */
function asked(proxy: UnrulyProxy): string[] {
  const isFree = (path: string) =>
    /^\/(service\/token|api\/v2\.0\/(systeminfo|repositories|projects\/[^/]+\/repositories))|\/tags\/list|\/referrers\//.test(path) ||
    path === "/v2/";
  return proxy.passed.filter(({ path }) => !isFree(path)).map(({ method, path }) => `${method} ${path}`);
}

it.each(["push", "pull"] as const)(
  "%s: an image of several platforms arrives whole with signatures and SBOM; a second run asks once for each tag",
  async (direction) => {
    const project = `whole-${direction}`;
    await makeProject(hub, project);
    const signed = await pushSigned(hub, `${project}/team/app`, "v1");
    await pushTagged(hub, `${project}/team/app`, "v2", random(200_000));
    const [site, registry, proxy] = direction === "push" ? ([hub, hubEdge, toEdge] as const) : ([edge, edgeHub, toHub] as const);
    const policy = await makePolicy(site, { name: project, direction, registry, repositories: `${project}/**` });
    const first = await run(site, policy);
    expect(first, await logOf(site, first.id)).toMatchObject({ status: "Succeed", total: 1, failed: 0 });
    expect(first.bytes_done).toBe(first.bytes_total);
    expect(await tagsOf(edge.admin, `${project}/team/app`)).toEqual(await tagsOf(hub.admin, `${project}/team/app`));
    for (const digest of signed.all) expect(await has(edge.admin, `${project}/team/app`, digest)).toBe(200);

    proxy.passed.length = 0;
    const second = await run(site, policy);
    expect(second).toMatchObject({ status: "Succeed", bytes_total: 0 });
    const tags = Object.keys(await tagsOf(hub.admin, `${project}/team/app`));
    expect(asked(proxy).filter((line) => line.includes("/blobs/"))).toEqual([]);
    expect(asked(proxy).length, asked(proxy).join("\n")).toBeLessThanOrEqual(tags.length);
  },
);

it("a signature that comes later is brought along by the next run", async () => {
  await makeProject(hub, "late");
  const digest = await pushTagged(hub, "late/app", "v1", random(1000));
  const policy = await makePolicy(hub, { name: "late", direction: "push", registry: hubEdge, repositories: "late/**" });
  expect(await run(hub, policy)).toMatchObject({ status: "Succeed" });
  const about = JSON.parse(await imageOf(hub.admin, "late/app", random(100))) as object;
  const subject = { mediaType: image, digest, size: 1 };
  const manifest = { ...about, artifactType: "application/vnd.cncf.notary.signature", subject };
  const signature = await put(hub, "late/app", sha256(JSON.stringify(manifest)), manifest);
  expect(await run(hub, policy)).toMatchObject({ status: "Succeed" });
  expect(await has(edge.admin, "late/app", signature.digest)).toBe(200);
});

it("a foreign registry: push there, pull from there at a third site, delete there what was deleted here", async () => {
  await makeProject(hub, "abroad");
  const signed = await pushSigned(hub, "abroad/app", "v1");
  await pushTagged(hub, "abroad/app", "v2", random(3000));
  const options = { repositories: "abroad/**", replicate_deletion: true };
  const out = await makePolicy(hub, { name: "out", direction: "push", registry: hubForeign, ...options });
  const pushed = await run(hub, out);
  expect(pushed, await logOf(hub, pushed.id)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(foreign.client, "abroad/app")).toEqual(await tagsOf(hub.admin, "abroad/app"));
  for (const digest of signed.all) expect(await has(foreign.client, "abroad/app", digest)).toBe(200);

  const back = await makePolicy(branch, {
    name: "in",
    direction: "pull",
    registry: branchForeign,
    ...options,
    filters: [{ type: "name", value: "abroad/**" }],
  });
  const pulled = await run(branch, back);
  expect(pulled, await logOf(branch, pulled.id)).toMatchObject({ status: "Succeed" });
  expect(await tagsOf(branch.admin, "abroad/app")).toEqual(await tagsOf(hub.admin, "abroad/app"));
  await pushTagged(branch, "abroad/app", "own", random(100));

  await call(hub, "DELETE", "/projects/abroad/repositories/app/artifacts/v2");
  const deleted = await run(hub, out);
  expect(deleted, await logOf(hub, deleted.id)).toMatchObject({ status: "Succeed" });
  expect(Object.keys(await tagsOf(foreign.client, "abroad/app")).toSorted()).toEqual([signed.signatureTag, "v1"].toSorted());
  const followed = await run(branch, back);
  expect(followed, await logOf(branch, followed.id)).toMatchObject({ status: "Succeed" });
  // What was pushed at the branch itself is nobody else's to delete.
  expect(Object.keys(await tagsOf(branch.admin, "abroad/app")).toSorted()).toEqual([signed.signatureTag, "own", "v1"].toSorted());
});

it("a pull deletes what it brought from a repository that is gone as a whole, and nothing else", async () => {
  await makeProject(hub, "source");
  const names = { gone: "v1", stays: "v1", "one/app": "one", "two/app": "two" };
  for (const [name, tag] of Object.entries(names)) await pushTagged(hub, `source/${name}`, tag, random(1000));
  const common = { direction: "pull", registry: edgeHub, replicate_deletion: true } as const;
  const mirror = { ...common, repositories: "source/{gone,stays}", dest_namespace: "pulled", dest_namespace_replace_count: 1 };
  const policies = [
    await makePolicy(edge, { ...mirror, name: "pulled" }),
    await makePolicy(edge, {
      ...common,
      name: "flattened",
      repositories: "source/*/app",
      dest_namespace: "flat",
      dest_namespace_replace_count: 2,
    }),
  ];
  for (const policy of policies) expect(await run(edge, policy)).toMatchObject({ status: "Succeed" });
  await pushTagged(edge, "pulled/gone", "own", random(100));
  await pushTagged(edge, "pulled/elsewhere", "own", random(100));
  for (const name of ["gone", "one%252Fapp"]) await call(hub, "DELETE", `/projects/source/repositories/${name}`);

  // Another policy into the same place never had it.
  const other = await makePolicy(edge, { ...mirror, name: "pulled-otherwise", repositories: "source/{x,stays}" });
  expect(await run(edge, other)).toMatchObject({ status: "Succeed" });
  expect(Object.keys(await tagsOf(edge.admin, "pulled/gone")).toSorted()).toEqual(["own", "v1"]);

  const told = await run(edge, policies[0] ?? 0, { dry_run: true });
  expect(await logOf(edge, told.id)).toContain("would delete pulled/gone:v1");
  expect(Object.keys(await tagsOf(edge.admin, "pulled/gone")).toSorted()).toEqual(["own", "v1"]);
  for (const policy of policies) {
    const ran = await run(edge, policy);
    expect(ran, await logOf(edge, ran.id)).toMatchObject({ status: "Succeed" });
  }
  expect(Object.keys(await tagsOf(edge.admin, "pulled/gone"))).toEqual(["own"]);
  expect(Object.keys(await tagsOf(edge.admin, "pulled/stays"))).toEqual(["v1"]);
  expect(Object.keys(await tagsOf(edge.admin, "pulled/elsewhere"))).toEqual(["own"]);
  // Whose it was, of two that are pulled into one, nobody knows.
  expect(Object.keys(await tagsOf(edge.admin, "flat/app")).toSorted()).toEqual(["one", "two"]);
});

it("events: pushes, tags and deletions are followed within seconds", async () => {
  await makeProject(hub, "followed");
  await makePolicy(hub, {
    name: "followed",
    direction: "push",
    registry: hubEdge,
    repositories: "followed/**",
    trigger: { type: "event_based" },
    replicate_deletion: true,
  });
  const same = async () => {
    const here = await tagsOf(hub.admin, "followed/app");
    await expect.poll(() => tagsOf(edge.admin, "followed/app"), { timeout: 30_000, interval: 200 }).toEqual(here);
    return here;
  };
  await pushTagged(hub, "followed/app", "v1", random(1000));
  expect(Object.keys(await same())).toEqual(["v1"]);
  await call(hub, "POST", "/projects/followed/repositories/app/artifacts/v1/tags", { name: "stable" });
  expect(Object.keys(await same()).toSorted()).toEqual(["stable", "v1"]);
  await call(hub, "DELETE", "/projects/followed/repositories/app/artifacts/v1/tags/v1");
  expect(Object.keys(await same())).toEqual(["stable"]);
  const digest = await pushTagged(hub, "followed/app", "v2", random(1000));
  await same();
  await call(hub, "DELETE", "/projects/followed/repositories/app/artifacts/v2");
  expect(Object.keys(await same())).toEqual(["stable"]);
  await expect.poll(() => has(edge.admin, "followed/app", digest), { timeout: 30_000 }).toBe(404);
  const signed = await pushSigned(hub, "followed/signed", "v1");
  for (const one of signed.all) await expect.poll(() => has(edge.admin, "followed/signed", one), { timeout: 30_000 }).toBe(200);
  await call(hub, "DELETE", "/projects/followed/repositories/signed");
  await expect.poll(() => tagsOf(edge.admin, "followed/signed"), { timeout: 60_000, interval: 500 }).toEqual({});
});

it("dry run, filters, another namespace, no override", async () => {
  await makeProject(hub, "options");
  const wanted = await pushTagged(hub, "options/team/app", "v1", random(1000));
  await pushTagged(hub, "options/team/app", "dev-1", random(1000));
  await pushTagged(hub, "options/other", "v1", random(1000));
  const { location } = await call(hub, "POST", "/labels", { name: "released", scope: "g" });
  await call(hub, "POST", "/projects/options/repositories/team%252Fapp/artifacts/v1/labels", { id: idOf(location) });
  const filters = [
    { type: "name", value: "options/team/**" },
    { type: "tag", value: "dev-*", decoration: "excludes" },
    { type: "label", value: ["released"] },
    { type: "resource", value: "image" },
  ];
  const policy = await makePolicy(hub, {
    name: "options",
    direction: "push",
    registry: hubEdge,
    filters,
    dest_namespace: "mirror/hub",
    dest_namespace_replace_count: 1,
    override: false,
  });
  const dry = await run(hub, policy, { dry_run: true });
  expect(dry).toMatchObject({ status: "Succeed", total: 1 });
  expect(await logOf(hub, dry.id)).toContain(`would copy mirror/hub/team/app:v1 (${wanted})`);
  expect(await tagsOf(edge.admin, "mirror/hub/team/app")).toEqual({});
  expect(await run(hub, policy)).toMatchObject({ status: "Succeed", total: 1 });
  expect(await tagsOf(edge.admin, "mirror/hub/team/app")).toEqual({ v1: wanted });
  const other = await pushTagged(hub, "options/team/app", "v1", random(1000));
  await call(hub, "POST", "/projects/options/repositories/team%252Fapp/artifacts/v1/labels", { id: idOf(location) });
  expect(other).not.toBe(wanted);
  const kept = await run(hub, policy);
  expect(kept).toMatchObject({ status: "Succeed" });
  expect(await logOf(hub, kept.id)).toContain("is not overridden");
  expect(await tagsOf(edge.admin, "mirror/hub/team/app")).toEqual({ v1: wanted });
});

it("a run that would delete much deletes nothing, and says how much", async () => {
  await makeProject(hub, "mass");
  const manifest = await imageOf(hub.admin, "mass/app", random(1000));
  for (let i = 0; i < 40; i += 1) await putManifest(hub.admin, "mass/app", `t${i}`, manifest);
  const policy = await makePolicy(hub, {
    name: "mass",
    direction: "push",
    registry: hubForeign,
    repositories: "mass/**",
    replicate_deletion: true,
  });
  expect(await run(hub, policy)).toMatchObject({ status: "Succeed" });
  await call(hub, "POST", "/projects/mass/repositories/app/tag-deletion", { pattern: "t1*" });
  const refused = await run(hub, policy);
  expect(refused).toMatchObject({ status: "Failed" });
  expect(refused.status_text).toContain("11 of 40 tags would be deleted, so none was");
  expect(Object.keys(await tagsOf(foreign.client, "mass/app"))).toHaveLength(40);
});

it("a blob that another repository has is mounted, and two repositories with one blob copy it once", async () => {
  await makeProject(hub, "shared");
  const layer = random(3_000_000);
  await Promise.all(["a", "b", "c"].map((name) => pushTagged(hub, `shared/${name}`, "v1", layer)));
  const policy = await makePolicy(hub, { name: "shared", direction: "push", registry: hubEdge, repositories: "shared/**" });
  toEdge.passed.length = 0;
  const ran = await run(hub, policy);
  expect(ran, await logOf(hub, ran.id)).toMatchObject({ status: "Succeed", total: 3 });
  const sent = toEdge.passed.filter(({ method }) => method === "PUT" || method === "PATCH").reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBeLessThan(layer.length + 100_000);
  expect(ran).toMatchObject({ bytes_done: ran.bytes_total });
});

it("speed is shared by the tasks of a policy, and a run can be stopped", async () => {
  await makeProject(hub, "slow");
  await Promise.all(["a", "b"].map((name) => pushTagged(hub, `slow/${name}`, "v1", random(4_000_000))));
  const policy = await makePolicy(hub, { name: "slow", direction: "push", registry: hubEdge, repositories: "slow/**", speed: 1000 });
  const begun = Date.now();
  const ran = await run(hub, policy);
  expect(ran, await logOf(hub, ran.id)).toMatchObject({ status: "Succeed" });
  // 8 MB at 1000 KB/s; what was reserved last need not have passed in the end.
  expect(Date.now() - begun).toBeGreaterThan(4000);
  await pushTagged(hub, "slow/a", "v2", random(30_000_000));
  const id = await start(hub, policy);
  await expect
    .poll(async () => (await call<{ bytes_done: number }>(hub, "GET", `/replication/executions/${id}`)).body.bytes_done, {
      timeout: 30_000,
    })
    .toBeGreaterThan(0);
  await call(hub, "PUT", `/replication/executions/${id}`);
  expect(await ended(hub, id)).toMatchObject({ status: "Stopped" });
  expect(Object.keys(await tagsOf(edge.admin, "slow/a"))).toEqual(["v1"]);
});

it("a damaged blob is fetched from the site that has it, too", async () => {
  await makeProject(hub, "healed");
  const layer = random(300_000);
  await pushTagged(hub, "healed/app", "v1", layer);
  const policy = await makePolicy(hub, { name: "healed", direction: "push", registry: hubEdge, repositories: "healed/**" });
  expect(await run(hub, policy)).toMatchObject({ status: "Succeed" });
  await hub.server.kill("SIGKILL");
  damage(hub.data, layer);
  await hub.restart();
  const parameters = { verify_percent: 100 };
  const { location } = await call(hub, "POST", "/system/scrub/schedule", { schedule: { type: "Manual" }, parameters });
  const ran = async () => (await call<{ job_status: string; job_parameters: string }>(hub, "GET", location.replace("/api/v2.0", ""))).body;
  await expect.poll(async () => (await ran()).job_status, { timeout: 60_000 }).toBe("Success");
  expect(JSON.parse((await ran()).job_parameters)).toMatchObject({ damaged: 1, healed: 1 });
  const blob = await hub.admin.call("GET", `/v2/healed/app/blobs/${sha256(layer)}`);
  expect(sha256(blob.body)).toBe(sha256(layer));
});

it("the clock starts a policy, and the scrub finds everything in order at every site", async () => {
  await expect.poll(() => tagsOf(edge.admin, "clock/app"), { timeout: 90_000, interval: 500 }).toEqual({ v1: scheduled.digest });
  const { body } = await call<{ trigger: string }[]>(hub, "GET", `/replication/executions?policy_id=${scheduled.policy}`);
  expect(body[0]?.trigger).toBe("scheduled");
  for (const site of sites) expect(await scrub(site.admin), site.name).toMatchObject({ unknown: [], missing: [], damaged: [] });
});
