import { DomainError } from "../errors.ts";
import { isDistributable, isManifestMediaType } from "../manifests/media-types.ts";
import { parseManifest } from "../manifests/parse-manifest.ts";
import { RemoteError } from "../registries/remote-error.ts";
import type { Manifest } from "./sides.ts";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** What a manifest names: what must be there before it. */
export interface Edges {
  readonly blobs: readonly Descriptor[];
  readonly children: readonly Descriptor[];
}

/** @throws RemoteError refused, for what is no manifest that this site knows */
export function edgesOf(manifest: Manifest): Edges {
  try {
    parseManifest(manifest.bytes, manifest.mediaType);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new RemoteError("refused", `${manifest.digest}: ${error.message}`, { cause: error });
  }
  const { config, layers, manifests } = JSON.parse(new TextDecoder().decode(manifest.bytes)) as {
    config?: Descriptor;
    layers?: Descriptor[] | null;
    manifests?: Descriptor[] | null;
  };
  const named = manifests ?? [];
  // A BuildKit cache is an index whose entries are layers.
  const children = named.filter(({ mediaType }) => isManifestMediaType(mediaType));
  const blobs = [...(config ? [config] : []), ...(layers ?? []), ...named.filter((one) => !children.includes(one))];
  const distributable = blobs.filter(({ mediaType }) => isDistributable(mediaType));
  return { children: unique(children), blobs: unique(distributable) };
}

function unique(descriptors: readonly Descriptor[]): Descriptor[] {
  return [...new Map(descriptors.map((one) => [one.digest, one])).values()];
}
