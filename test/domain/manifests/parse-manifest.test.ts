import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../worker/domain/manifests/parse-manifest.ts";

const image = "application/vnd.oci.image.manifest.v1+json";
const index = "application/vnd.oci.image.index.v1+json";
const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const descriptor = (digit: string, mediaType = layerType, size = 10) => ({ mediaType, digest: digest(digit), size });
const config = descriptor("c", "application/vnd.oci.image.config.v1+json", 5);
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const parse = (value: unknown, contentType: string | null = null) => parseManifest(bytes(value), contentType);

describe("an image", () => {
  it("needs its config and its distributable layers, and no others", () => {
    const foreign = descriptor("f", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    const manifest = parse({ schemaVersion: 2, mediaType: image, config, layers: [descriptor("1"), descriptor("1"), foreign] }, image);
    expect(manifest).toMatchObject({
      artifactType: "application/vnd.oci.image.config.v1+json",
      required: [digest("c"), digest("1")],
      optional: [digest("f")],
      children: [],
      contentBytes: 35,
      subject: null,
    });
  });

  it.each([[undefined], [null], [[]]])("may have layers %j", (layers) => {
    expect(parse({ schemaVersion: 2, mediaType: image, config, layers }).required).toEqual([digest("c")]);
  });

  it("takes artifactType before the config's media type, and keeps subject and annotations", () => {
    const manifest = parse({
      schemaVersion: 2,
      mediaType: image,
      config,
      layers: [],
      artifactType: "application/x.sbom",
      subject: descriptor("5", image),
      annotations: { a: "b" },
    });
    expect(manifest).toMatchObject({ artifactType: "application/x.sbom", subject: digest("5"), annotations: { a: "b" } });
  });
});

describe("an index", () => {
  it("needs none of what it names, be it manifests or layers (BuildKit's cache)", () => {
    const manifest = parse({ schemaVersion: 2, mediaType: index, manifests: [descriptor("1", image), descriptor("2", layerType)] });
    expect(manifest).toMatchObject({ required: [], children: [{ digest: digest("1") }, { digest: digest("2") }], artifactType: null });
  });
});

describe("is refused", () => {
  const base = { schemaVersion: 2, mediaType: image, config, layers: [] };
  it.each<[string, unknown, string | null]>([
    ["layers and manifests at once", { ...base, manifests: [] }, null],
    ["an index with layers", { schemaVersion: 2, mediaType: index, manifests: [], layers: [] }, null],
    ["an index with a config", { schemaVersion: 2, mediaType: index, manifests: [], config }, null],
    ["a media type off the list", { ...base, mediaType: "text/html" }, "text/html"],
    ["no media type at all", { schemaVersion: 2, config, layers: [] }, null],
    ["a Content-Type unlike the media type", base, index],
    ["schema version 1", { ...base, schemaVersion: 1 }, null],
    ["no config", { schemaVersion: 2, mediaType: image, layers: [] }, null],
    ["a malformed digest", { ...base, layers: [{ ...descriptor("1"), digest: "sha256:abc" }] }, null],
    ["a negative size", { ...base, layers: [{ ...descriptor("1"), size: -1 }] }, null],
    ["a size that is no whole number", { ...base, layers: [{ ...descriptor("1"), size: 1.5 }] }, null],
    ["layers that are no list", { ...base, layers: {} }, null],
    ["annotations that are no strings", { ...base, annotations: { a: 1 } }, null],
    ["an artifactType that is no string", { ...base, artifactType: {} }, null],
    ["no JSON", "{", null],
    ["a JSON list", "[]", null],
    ["null", "null", null],
    ["100,000 nested arrays", `{"schemaVersion":2,"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, null],
  ])("%s", (_what, value, contentType) => {
    expect(() => parse(value, contentType)).toThrow(expect.objectContaining({ code: "MANIFEST_INVALID" }));
  });

  it("invalid UTF-8", () => {
    const broken = bytes({ ...base, annotations: { a: "#" } });
    broken[broken.indexOf("#".charCodeAt(0))] = 0xff;
    expect(() => parseManifest(broken, null)).toThrow(expect.objectContaining({ code: "MANIFEST_INVALID" }));
  });
});

it("brackets inside of strings are no nesting", () => {
  const manifest = parse({ schemaVersion: 2, mediaType: image, config, layers: [], annotations: { a: "[".repeat(1000), b: '\\"[' } });
  expect(Object.keys(manifest.annotations)).toEqual(["a", "b"]);
});

it("a Content-Type with parameters is that media type, and stands in for a missing one", () => {
  expect(parse({ schemaVersion: 2, config, layers: [] }, `${image}; charset=utf-8`).mediaType).toBe(image);
});
