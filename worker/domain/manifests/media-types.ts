/** The manifests this registry takes; artifact types are free, the media type of the manifest itself is not. */
export const manifestMediaTypes = {
  "application/vnd.oci.image.manifest.v1+json": "image",
  "application/vnd.docker.distribution.manifest.v2+json": "image",
  "application/vnd.oci.image.index.v1+json": "index",
  "application/vnd.docker.distribution.manifest.list.v2+json": "index",
} as const;

export type ManifestMediaType = keyof typeof manifestMediaTypes;

export function isManifestMediaType(text: string): text is ManifestMediaType {
  return Object.hasOwn(manifestMediaTypes, text);
}

/** Layers that a registry need not hold (image-spec v1.1 §"Non-Distributable Layers", Docker's foreign layers). */
export function isDistributable(mediaType: string): boolean {
  return !/nondistributable|\.foreign\./.test(mediaType);
}
