/** What there is to read beside an artifact: charts and models, made as their tools make them, and archives made to hurt. */
import { createTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { api, pushDocument, pushImage, type Shown } from "./support/harbor.ts";
import { admin, bytesOf, call, content, createProject, ociIndex, ociManifest, pushBlob, putManifest, type Bytes } from "./support/site.ts";

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Bytes> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
}

interface Layer {
  readonly mediaType: string;
  readonly bytes: Bytes;
  readonly annotations?: Record<string, string>;
}

async function push(repository: string, config: { mediaType: string; json: unknown }, layers: readonly Layer[]): Promise<void> {
  const configBytes = bytesOf(JSON.stringify(config.json));
  const described = await Promise.all(
    layers.map(async ({ bytes, ...rest }) => ({ ...rest, digest: await pushBlob(admin, repository, bytes), size: bytes.length })),
  );
  const manifest = {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: config.mediaType, digest: await pushBlob(admin, repository, configBytes), size: configBytes.length },
    layers: described,
  };
  expect((await putManifest(admin, repository, "1", manifest)).status).toBe(201);
}

const chartConfig = {
  mediaType: "application/vnd.cncf.helm.config.v1+json",
  json: { name: "web", version: "1.2.0", appVersion: "3", dependencies: [{ name: "redis", version: "17.0.0", repository: "oci://x/y" }] },
};
const modelConfig = {
  mediaType: "application/vnd.cncf.model.config.v1+json",
  json: { descriptor: { name: "m" }, modelfs: { type: "layers" } },
};

async function chartOf(repository: string, archive: Bytes): Promise<void> {
  await push(repository, chartConfig, [{ mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", bytes: archive }]);
}

async function addition(project: string, name: string): Promise<{ status: number; type: string | null; text: string }> {
  const answer = await call(admin, "GET", `${api}/projects/${project}/repositories/one/artifacts/1/additions/${name}`);
  return { status: answer.status, type: answer.headers.get("Content-Type"), text: await answer.text() };
}

it("a chart's values, readme and dependencies", async () => {
  const { name } = await createProject();
  const files = [
    { name: "web/Chart.yaml", data: "name: web\n" },
    { name: "web/charts/redis/values.yaml", data: "not: this one\n" },
    { name: "web/values.yaml", data: "replicas: 2\n# é\n" },
    { name: "web/README.md", data: "# Web\n" },
  ];
  await chartOf(`${name}/one`, await gzip(new Uint8Array(createTar(files))));
  const shown = await (await call(admin, "GET", `${api}/projects/${name}/repositories/one/artifacts/1`)).json<Shown>();
  expect(shown).toMatchObject({ type: "CHART", extra_attrs: { name: "web", version: "1.2.0", appVersion: "3" } });
  expect(Object.keys(shown.addition_links as object).toSorted()).toEqual(["dependencies", "readme.md", "values.yaml"]);
  expect(await addition(name, "values.yaml")).toMatchObject({
    status: 200,
    type: expect.stringContaining("text/plain"),
    text: "replicas: 2\n# é\n",
  });
  expect(await addition(name, "readme.md")).toMatchObject({ status: 200, text: "# Web\n" });
  expect(JSON.parse((await addition(name, "dependencies")).text)).toEqual(chartConfig.json.dependencies);
  expect((await addition(name, "license")).status).toBe(400);
});

it("a model's readme, license and files", async () => {
  const { name } = await createProject();
  const tar = await gzip(new Uint8Array(createTar([{ name: "LICENSE", data: "Apache-2.0\n" }])));
  const at = (path: string) => ({ "org.cncf.model.filepath": path });
  await push(`${name}/one`, modelConfig, [
    { mediaType: "application/vnd.cncf.model.doc.v1.raw", bytes: bytesOf("# Model\n"), annotations: at("README.md") },
    { mediaType: "application/vnd.cncf.model.doc.v1.tar+gzip", bytes: tar, annotations: at("LICENSE") },
    { mediaType: "application/vnd.cncf.model.weight.v1.raw", bytes: bytesOf("weights"), annotations: at("model.safetensors") },
  ]);
  expect(await addition(name, "readme.md")).toMatchObject({ status: 200, text: "# Model\n" });
  expect(await addition(name, "license")).toMatchObject({ status: 200, text: "Apache-2.0\n" });
  expect(JSON.parse((await addition(name, "files")).text)).toEqual([
    { name: "README.md", type: "file", size: 8 },
    { name: "LICENSE", type: "file", size: tar.length },
    { name: "model.safetensors", type: "file", size: 7 },
  ]);
});

it.each<[string, () => Promise<Bytes>]>([
  ["no archive", () => Promise.resolve(bytesOf("nothing of the kind"))],
  [
    "an archive that ends early",
    async () => (await gzip(new Uint8Array(createTar([{ name: "web/values.yaml", data: "x".repeat(5000) }])))).slice(0, 60),
  ],
  ["an archive without the file", async () => gzip(new Uint8Array(createTar([{ name: "web/other", data: "x" }])))],
  ["one that unpacks to 64 MiB", () => gzip(new Uint8Array(64 * 1024 * 1024))],
])("404, and nothing worse: %s", async (_, archive) => {
  const { name } = await createProject();
  await chartOf(`${name}/one`, await archive());
  expect((await addition(name, "values.yaml")).status).toBe(404);
});

describe("manifests and layers", () => {
  it("the manifest is what was pushed, byte for byte; an index has one, too", async () => {
    const project = await createProject();
    const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const index = JSON.stringify(
      { schemaVersion: 2, mediaType: ociIndex, manifests: [{ mediaType: ociManifest, digest, size: 1 }] },
      null,
      3,
    );
    await call(admin, "PUT", `/v2/${project.name}/app/manifests/all`, { body: index, headers: { "Content-Type": ociIndex } });
    for (const [reference, mediaType] of [
      ["1", ociManifest],
      ["all", ociIndex],
    ] as const) {
      const pushed = await call(admin, "GET", `/v2/${project.name}/app/manifests/${reference}`, { headers: { Accept: mediaType } });
      const path = `${api}/projects/${project.name}/repositories/app/artifacts/${reference}/additions/manifest`;
      const shown = await call(admin, "GET", path);
      expect(shown.headers.get("Content-Type")).toContain("application/json");
      expect(await shown.text()).toBe(await pushed.text());
    }
  });

  it("a layer that people can read, sandboxed; 400: another one; 404: one of another artifact", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const layer = async (reference: string, digest: string) =>
      call(admin, "GET", `${api}/projects/${project.name}/repositories/app/artifacts/${reference}/layers/${digest}`);
    const sbom = await pushDocument(admin, repository, { tag: "sbom", mediaType: "application/spdx+json" });
    const answer = await layer("sbom", sbom.digest);
    expect(await answer.json()).toEqual({ name: "sbom" });
    expect(answer.headers.get("Content-Type")).toContain("application/json");
    expect(answer.headers.get("Content-Security-Policy")).toContain("sandbox");
    const xml = await pushDocument(admin, repository, { tag: "xml", mediaType: "application/vnd.cyclonedx+xml", bytes: bytesOf("<bom/>") });
    const other = await layer("xml", xml.digest);
    expect([await other.text(), other.headers.get("Content-Type")]).toEqual(["<bom/>", expect.stringContaining("text/plain")]);
    const image = await pushImage(admin, repository, { tag: "1" });
    expect((await layer("1", image.layer)).status).toBe(400);
    const large = await pushDocument(admin, repository, { tag: "large", mediaType: "text/plain", bytes: content(8 * 1024 * 1024 + 1) });
    expect((await layer("large", large.digest)).status).toBe(400);
    expect((await layer("1", sbom.digest)).status).toBe(404);
  });
});
