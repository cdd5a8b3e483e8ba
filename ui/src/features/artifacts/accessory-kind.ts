import type { Manifest } from "./manifest.ts";

export type AccessoryKind =
  | "cosign"
  | "notation"
  | "sigstore"
  | "spdx"
  | "cyclonedx"
  | "syft"
  | "sbom"
  | "provenance"
  | "sbomAttestation"
  | "vulnerabilities"
  | "attestation"
  | "nydus"
  | "other";

/** The first that fits; what a predicate says is more than what its envelope says. */
const kinds: readonly (readonly [AccessoryKind, RegExp])[] = [
  ["provenance", /slsa\.dev\/provenance|in-toto\.io\/provenance/],
  ["sbomAttestation", /https?:\/\/(spdx\.dev\/Document|cyclonedx\.org\/bom)/i],
  ["vulnerabilities", /cosign\.sigstore\.dev\/attestation\/vuln|in-toto\.io\/attestation\/vulns/],
  ["notation", /vnd\.cncf\.notary\.signature/],
  ["cosign", /vnd\.dev\.cosign\.(simplesigning|artifact\.sig)/],
  ["attestation", /vnd\.(in-toto|dsse)/],
  ["sigstore", /vnd\.dev\.sigstore\.bundle/],
  ["spdx", /(application|text)\/spdx/],
  ["cyclonedx", /vnd\.cyclonedx/],
  ["syft", /vnd\.syft/],
  ["sbom", /vnd\.goharbor\.harbor\.sbom/],
  ["nydus", /nydus/],
];

/** What belongs to an artifact, from the media types and annotations that the tools write. */
export function accessoryKind(manifest: Manifest): AccessoryKind {
  const { artifactType = "", config, layers = [], annotations = {} } = manifest;
  const predicates = [annotations, ...layers.map((layer) => layer.annotations ?? {})].flatMap((some) =>
    Object.entries(some).flatMap(([name, value]) => (/predicate-?type$/i.test(name) ? [value] : [])),
  );
  const says = [...predicates, artifactType, config?.mediaType ?? "", ...layers.map(({ mediaType }) => mediaType)];
  return kinds.find(([, pattern]) => says.some((text) => pattern.test(text)))?.[0] ?? "other";
}
