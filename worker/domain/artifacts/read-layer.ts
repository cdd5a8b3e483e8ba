import { readBounded } from "../../lib/read-bounded.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import type { Addition } from "./additions.ts";
import { findArtifactFor } from "./artifacts.ts";
import { layerBytesMax, layersOf, openLayer } from "./layers.ts";

/** SBOMs, signatures and attestations are documents; what is packed or binary is pulled by a client. */
const isText = /^text\/|[/+](json|xml|yaml)$/;

/**
 * A layer that people can read, to whoever may pull.
 *
 * @throws DomainError FORBIDDEN, NOT_FOUND when the manifest names no such layer, BAD_REQUEST when it is no text or too large
 */
export async function readLayer(ctx: Context, name: RepositoryName, reference: string, digest: string): Promise<Addition> {
  const { artifact } = await findArtifactFor(ctx, { name, reference }, "repository", "pull");
  const layer = (await layersOf(ctx, artifact)).find((one) => one.digest === digest);
  if (!layer) throw new DomainError("NOT_FOUND", { message: `the artifact has no layer ${digest}` });
  const mediaType = layer.mediaType.toLowerCase();
  if (!isText.test(mediaType)) throw new DomainError("BAD_REQUEST", { message: `a layer of ${layer.mediaType} is no text; pull it` });
  if (layer.size > layerBytesMax) throw new DomainError("BAD_REQUEST", { message: "the layer is too large to be shown; pull it" });
  const stream = await openLayer(ctx, artifact, layer);
  const bytes = stream && (await readBounded(new Response(stream), layerBytesMax));
  if (!bytes) throw new DomainError("NOT_FOUND", { message: `the bytes of ${digest} are not there` });
  return { mediaType: mediaType.endsWith("json") ? "application/json" : "text/plain", text: new TextDecoder().decode(bytes) };
}
