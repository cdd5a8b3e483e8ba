/** What is pushed as more than one image, who may pull, and pulls that break. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { startBreakingProxy } from "./support/breaking-proxy.ts";
import {
  asAdmin,
  createProject,
  digestOf,
  dockerEnvironment,
  fails,
  freshFolder,
  getManifest,
  host,
  makeRootfs,
  ok,
  password,
  pushBlob,
  registry,
  sha256,
} from "./support/site.ts";

const folder = freshFolder("artifacts");
const crane = { DOCKER_CONFIG: join(folder, "crane") };
const octets = "application/octet-stream";
const index = "application/vnd.oci.image.index.v1+json";
const imageManifest = "application/vnd.oci.image.manifest.v1+json";

beforeAll(async () => {
  await createProject("artifacts", false);
  await createProject("open", true);
  mkdirSync(crane.DOCKER_CONFIG);
  await ok("crane", ["auth", "login", "--insecure", host, "-u", "admin", "--password-stdin"], crane, password);
});

async function pushManifest(repository: string, reference: string, mediaType: string, content: object): Promise<string> {
  const body = JSON.stringify(content);
  const answer = await asAdmin(`/v2/${repository}/manifests/${reference}`, { method: "PUT", body, headers: { "Content-Type": mediaType } });
  if (answer.status !== 201) throw new Error(`manifest: ${answer.status} ${await answer.text()}`);
  return sha256(Buffer.from(body));
}

interface Platform {
  readonly os: string;
  readonly architecture: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform: Platform;
}

/** An image of one random layer. */
async function pushImage(repository: string, platform: Platform): Promise<Descriptor> {
  const config = Buffer.from(JSON.stringify({ ...platform, rootfs: { type: "layers", diff_ids: [] } }));
  const layer = randomBytes(100_000);
  const content = {
    schemaVersion: 2,
    mediaType: imageManifest,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: await pushBlob(repository, config), size: config.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: await pushBlob(repository, layer), size: layer.length }],
  };
  const digest = await pushManifest(repository, sha256(Buffer.from(JSON.stringify(content))), imageManifest, content);
  return { mediaType: imageManifest, digest, size: JSON.stringify(content).length, platform };
}

it("a multi-platform index: copied whole by skopeo and crane, one platform by each", async () => {
  const platforms = [
    { os: "linux", architecture: "amd64" },
    { os: "linux", architecture: "arm64" },
  ];
  const manifests = await Promise.all(platforms.map((platform) => pushImage("artifacts/multi", platform)));
  const digest = await pushManifest("artifacts/multi", "1", index, { schemaVersion: 2, mediaType: index, manifests });
  const auth = [
    "--src-creds",
    `admin:${password}`,
    "--dest-creds",
    `admin:${password}`,
    "--src-tls-verify=false",
    "--dest-tls-verify=false",
  ];
  const source = `docker://${host}/artifacts/multi:1`;
  await ok("skopeo", ["copy", "--all", "--preserve-digests", ...auth, source, `docker://${host}/artifacts/multi-skopeo:1`]);
  expect(await digestOf("artifacts/multi-skopeo", "1")).toBe(digest);
  await ok("crane", ["copy", `${host}/artifacts/multi:1`, `${host}/artifacts/multi-crane:1`, "--insecure"], crane);
  expect(await digestOf("artifacts/multi-crane", "1")).toBe(digest);
  const arm = await ok("crane", ["digest", "--platform", "linux/arm64", `${host}/artifacts/multi-crane:1`, "--insecure"], crane);
  expect(arm).toBe(manifests[1]?.digest);
});

it("a BuildKit cache: an index whose manifests are layers", async () => {
  const cacheConfig = Buffer.from(JSON.stringify({ layers: [], records: [] }));
  const layers = [randomBytes(50_000), randomBytes(60_000)];
  const manifests = await Promise.all(
    layers.map(async (layer) => ({
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      digest: await pushBlob("artifacts/cache", layer),
      size: layer.length,
    })),
  );
  const config = {
    mediaType: "application/vnd.buildkit.cacheconfig.v0",
    digest: await pushBlob("artifacts/cache", cacheConfig),
    size: cacheConfig.length,
  };
  const content = { schemaVersion: 2, mediaType: index, manifests: [...manifests, config] };
  const digest = await pushManifest("artifacts/cache", "cache", index, content);
  expect(await getManifest("artifacts/cache", "cache")).toEqual(content);
  expect(await digestOf("artifacts/cache", "cache")).toBe(digest);
  const back = await asAdmin(`/v2/artifacts/cache/blobs/${manifests[1]?.digest}`);
  expect(sha256(new Uint8Array(await back.arrayBuffer()))).toBe(manifests[1]?.digest);
  // What the cache names stays: a person cannot delete a layer from under it.
  expect((await asAdmin(`/v2/artifacts/cache/blobs/${manifests[0]?.digest}`, { method: "DELETE" })).status).toBe(405);
});

it("a sparse index: accepted before its children, which may come later", async () => {
  const other = await pushImage("artifacts/elsewhere", { os: "linux", architecture: "s390x" });
  const here = await pushImage("artifacts/sparse", { os: "linux", architecture: "amd64" });
  const content = { schemaVersion: 2, mediaType: index, manifests: [here, other] };
  await pushManifest("artifacts/sparse", "1", index, content);
  expect(await getManifest("artifacts/sparse", "1")).toEqual(content);
  expect((await asAdmin(`/v2/artifacts/sparse/manifests/${here.digest}`)).status).toBe(200);
  expect((await asAdmin(`/v2/artifacts/sparse/manifests/${other.digest}`)).status).toBe(404);
  await ok("crane", ["copy", `${host}/artifacts/elsewhere@${other.digest}`, `${host}/artifacts/sparse:late`, "--insecure"], crane);
  expect((await asAdmin(`/v2/artifacts/sparse/manifests/${other.digest}`)).status).toBe(200);
  // Now it is a child, and a child cannot be deleted from under its index.
  expect((await asAdmin(`/v2/artifacts/sparse/manifests/${here.digest}`, { method: "DELETE" })).status).toBe(412);
});

it("a private project refuses strangers; a public one serves them", async () => {
  const anonymous = { DOCKER_CONFIG: join(folder, "nobody") };
  mkdirSync(anonymous.DOCKER_CONFIG);
  for (const project of ["artifacts", "open"]) {
    const image = await pushImage(`${project}/app`, { os: "linux", architecture: "amd64" });
    await pushManifest(`${project}/app`, "1", index, { schemaVersion: 2, mediaType: index, manifests: [image] });
  }
  const pull = (repository: string) => ["pull", `${host}/${repository}:1`, join(folder, "pulled.tar"), "--insecure"];
  expect(await fails("crane", pull("artifacts/app"), anonymous)).toContain("UNAUTHORIZED");
  expect(await fails("crane", pull("nothere/app"), anonymous)).toContain("UNAUTHORIZED");
  expect(await ok("crane", ["manifest", `${host}/open/app:1`, "--insecure"], anonymous)).toContain(index);
  expect(await fails("crane", ["tag", `${host}/open/app:1`, "2", "--insecure"], anonymous)).toContain("UNAUTHORIZED");
});

it("docker: a pull that breaks in the middle of a layer goes on where it was", async () => {
  const tar = await makeRootfs(join(folder, "rootfs"), 24);
  await ok("docker", ["import", tar, `${host}/open/broken:1`], dockerEnvironment);
  const environment = { ...dockerEnvironment, DOCKER_CONFIG: join(folder, "docker") };
  await ok("docker", ["login", host, "-u", "admin", "--password-stdin"], environment, password);
  await ok("docker", ["push", `${host}/open/broken:1`], environment);
  await ok("docker", ["rmi", `${host}/open/broken:1`], environment);
  const proxy = await startBreakingProxy(registry, 8 * 1024 * 1024);
  try {
    const pulled = await ok("docker", ["pull", `${proxy.host}/open/broken:1`], environment);
    expect(pulled).toContain(await digestOf("open/broken", "1"));
    const resumed = proxy.ranges.filter((range) => /^bytes=\d{7,}-/.test(range ?? ""));
    expect(resumed).toHaveLength(1);
  } finally {
    await proxy.close();
  }
});

it("curl -C: a download that broke goes on where it was", async () => {
  const layer = randomBytes(12 * 1024 * 1024);
  const digest = await pushBlob("open/download", layer);
  const proxy = await startBreakingProxy(registry, 4 * 1024 * 1024);
  const file = join(folder, "layer");
  try {
    const token = (await (await fetch(`${registry}/service/token?service=harbor-registry&scope=repository:open/download:pull`)).json()) as {
      token: string;
    };
    const curl = [
      "-sSf",
      "-H",
      `Authorization: Bearer ${token.token}`,
      "-o",
      file,
      `http://${proxy.host}/v2/open/download/blobs/${digest}`,
    ];
    await fails("curl", curl);
    const got = statSync(file).size;
    expect(got).toBeGreaterThan(0);
    await ok("curl", ["-C", "-", ...curl]);
    expect(proxy.ranges).toEqual([null, `bytes=${got}-`]);
    expect(readFileSync(file).equals(layer)).toBe(true);
  } finally {
    await proxy.close();
  }
});

it("what is served says what it is", async () => {
  const digest = await pushBlob("open/download", Buffer.from("a few bytes"));
  const answer = await asAdmin(`/v2/open/download/blobs/${digest}`, { headers: { "Accept-Encoding": "gzip" } });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": octets,
    "content-length": "11",
    "docker-content-digest": digest,
    etag: `"${digest}"`,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
  });
  expect(answer.headers.get("cache-control")).toContain("no-transform");
  expect(answer.headers.get("content-encoding")).toBeNull();
});
