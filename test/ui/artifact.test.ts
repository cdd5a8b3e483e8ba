/** What the page of an artifact reads out of addresses, manifests and configs. */
import { expect, it } from "vitest";
import { labelColors, luminanceOf, textColorOn } from "../../ui/src/components/label-color.ts";
import { accessoryKind } from "../../ui/src/features/artifacts/accessory-kind.ts";
import { artifactPath, artifactSplat, parseArtifactAddress } from "../../ui/src/features/artifacts/artifact-address.ts";
import { commandLine, imageConfig } from "../../ui/src/features/artifacts/image-config.ts";
import { formatted, isReadable, type Manifest } from "../../ui/src/features/artifacts/manifest.ts";

const digest = `sha256:${"a".repeat(64)}`;

it.each([
  ["app:1.0", "app", "1.0"],
  ["team/app:latest", "team/app", "latest"],
  [`team/app@${digest}`, "team/app", digest],
])("the address %s names an artifact, and is written the same", (splat, repository, reference) => {
  expect(parseArtifactAddress("p", splat)).toEqual({ project: "p", repository, reference });
  expect(artifactSplat(repository, reference)).toBe(splat);
});

it.each(["", "app", "team/app", ":1", "app:", `@${digest}`, "a:b/c"])("the address %j names none", (splat) => {
  expect(parseArtifactAddress("p", splat)).toBeNull();
});

it("the slashes of a repository are escaped twice in the API", () => {
  const path = artifactPath({ project: "p", repository: "team/app", reference: digest });
  expect(path).toBe(`/projects/p/repositories/team%252Fapp/artifacts/${encodeURIComponent(digest)}`);
});

const layer = (mediaType: string, annotations = {}) => ({ mediaType, digest, size: 1, annotations });

it.each<[string, Manifest]>([
  ["cosign", { layers: [layer("application/vnd.dev.cosign.simplesigning.v1+json")] }],
  ["notation", { artifactType: "application/vnd.cncf.notary.signature", layers: [layer("application/jose+json")] }],
  ["sigstore", { artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json" }],
  [
    "provenance",
    {
      artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      annotations: { "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1" },
    },
  ],
  ["provenance", { layers: [layer("application/vnd.in-toto+json", { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" })] }],
  ["sbomAttestation", { layers: [layer("application/vnd.dsse.envelope.v1+json", { predicateType: "https://spdx.dev/Document" })] }],
  ["attestation", { layers: [layer("application/vnd.dsse.envelope.v1+json")] }],
  ["spdx", { artifactType: "application/spdx+json" }],
  ["spdx", { layers: [layer("text/spdx")] }],
  ["cyclonedx", { artifactType: "application/vnd.cyclonedx+json" }],
  ["other", { artifactType: "application/vnd.example.report" }],
  // What an annotation says beside its predicate is no matter.
  ["other", { annotations: { note: "https://slsa.dev/provenance/v1" } }],
])("is %s: %j", (kind, manifest) => {
  expect(accessoryKind(manifest)).toBe(kind);
});

it("a config in the wrong shape says less, and breaks nothing", () => {
  expect(imageConfig("text")).toBeNull();
  expect(imageConfig({ Env: ["A=1=2", 3, "B"], Entrypoint: "sh", Labels: ["x"], Healthcheck: { Test: ["NONE"] } })).toMatchObject({
    environment: [
      ["A", "1=2"],
      ["B", ""],
    ],
    entrypoint: [],
    healthcheck: null,
  });
  expect(imageConfig({ Healthcheck: { Test: ["CMD", "curl", "a b"], Interval: 5e9 } })?.healthcheck).toEqual({
    command: "curl 'a b'",
    seconds: 5,
  });
});

it("a command is quoted as a shell takes it", () => {
  expect(commandLine(["nginx", "-g", "daemon off;", "it's", ""])).toBe(`nginx -g 'daemon off;' 'it'\\''s' ''`);
});

it("JSON on one line is formatted, anything else stays", () => {
  expect(formatted('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(formatted('{\n"a":1}')).toBe('{\n"a":1}');
  expect(formatted("no json")).toBe("no json");
});

it.each([
  ["application/spdx+json", 8 * 1024 * 1024, true],
  ["application/spdx+json", 8 * 1024 * 1024 + 1, false],
  ["text/plain", 1, true],
  ["application/vnd.oci.image.layer.v1.tar+gzip", 1, false],
])("a layer of %s with %d bytes can be read: %s", (mediaType, size, expected) => {
  expect(isReadable({ mediaType, size })).toBe(expected);
});

it.each([...labelColors, "#fff", "#0065ABCC", "#777777"])("text on %s has a contrast of 4.5 to 1", (color) => {
  const [light, dark] = [luminanceOf(textColorOn(color)), luminanceOf(color)].toSorted((a, b) => b - a) as [number, number];
  expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
});
