import { type ArtifactRow, locateBlobs } from "../../store/artifacts.ts";
import { readObject } from "../../store/blobs.ts";
import { findManifestBody } from "../../store/manifests.ts";
import type { Context } from "../context.ts";

/** A descriptor as the manifest has it. */
export interface Layer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A chart or a document is small; whatever is larger is nothing to look at. */
export const layerBytesMax = 8 * 1024 * 1024;

/** None for an index. */
export async function layersOf(ctx: Context, artifact: ArtifactRow): Promise<readonly Layer[]> {
  const manifest = JSON.parse(await findManifestBody(ctx.store, artifact.id)) as { layers?: readonly Layer[] };
  return manifest.layers ?? [];
}

/** Null for what is larger than `layerBytesMax` or is not there. */
export async function openLayer(ctx: Context, artifact: ArtifactRow, layer: Layer): Promise<ReadableStream | null> {
  const location = (await locateBlobs(ctx.store, artifact.repositoryId, [layer.digest])).get(layer.digest);
  if (!location || location.size > layerBytesMax) return null;
  return (await readObject(ctx.store, location.storageKey, null))?.body ?? null;
}
