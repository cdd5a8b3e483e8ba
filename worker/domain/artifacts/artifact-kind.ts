/** What people call an artifact, from the media types in its manifest, as Harbor 2.16 names them (`src/controller/artifact/processor`). */

const byConfig: Readonly<Record<string, string>> = {
  "application/vnd.docker.container.image.v1+json": "IMAGE",
  "application/vnd.oci.image.config.v1+json": "IMAGE",
  "application/vnd.docker.container.image.rootfs.diff+x-gtar": "IMAGE",
  "application/vnd.cncf.helm.config.v1+json": "CHART",
  "application/vnd.wasm.config.v1+json": "WASM",
  "application/vnd.wasm.config.v0+json": "WASM",
  "application/vnd.cnab.config.v1+json": "CNAB",
  "application/vnd.goharbor.harbor.sbom.v1": "SBOM",
  "application/vnd.cncf.model.config.v1+json": "CNAI",
  "application/vnd.cncf.model.manifest.v1+json": "CNAI",
};

/** `UNKNOWN` for what names nothing; a type of its own for `application/vnd.<org>.<type>.config.<version>+json`. */
export function artifactType(manifest: {
  isIndex: boolean;
  configMediaType: string | null;
  artifactType: string | null;
  annotations: Readonly<Record<string, string>>;
}): string {
  const { isIndex, configMediaType, annotations } = manifest;
  if (isIndex) return annotations["org.opencontainers.artifactType"] === "application/vnd.cnab.manifest.v1" ? "CNAB" : "IMAGE";
  const empty = configMediaType === "application/vnd.oci.empty.v1+json" || configMediaType === null;
  const says = empty ? (manifest.artifactType ?? "") : configMediaType;
  if (Object.hasOwn(byConfig, says)) return byConfig[says] ?? "UNKNOWN";
  if (/^application\/(spdx\+json|vnd\.cyclonedx(\+json)?|vnd\.syft\+json)/.test(says)) return "SBOM";
  const named = /^application\/vnd\.[^.]*\.(.*)\.config\.[^.]*\+json$/.exec(says)?.[1];
  return named ? named.toUpperCase() : "UNKNOWN";
}

/** Harbor's type of an artifact that belongs to another, by its own type and that of its layers. */
export function accessoryType(manifest: { artifactType: string | null; layerMediaTypes: readonly string[] }): string {
  const says = [manifest.artifactType ?? "", ...manifest.layerMediaTypes];
  const has = (pattern: RegExp) => says.some((text) => pattern.test(text));
  if (has(/^application\/vnd\.cncf\.notary\.signature/)) return "signature.notation";
  if (has(/^application\/vnd\.dev\.(cosign\.(simplesigning|artifact\.sig)|sigstore\.bundle)/)) return "signature.cosign";
  if (has(/^application\/vnd\.goharbor\.harbor\.sbom/)) return "sbom.harbor";
  if (has(/^application\/vnd\.(oci\.image\.layer\.nydus|nydus)/)) return "accelerator.nydus";
  return "subject.accessory";
}

/** Before referrers, cosign named its tags after the digest: `sha256-<hex>.sig`, `.att`, `.sbom`. */
export function subjectOfTag(tag: string): string | null {
  const hex = /^sha256-([a-f0-9]{64})\.(sig|att|sbom)$/.exec(tag)?.[1];
  return hex ? `sha256:${hex}` : null;
}
