import type { ArtifactRow } from "../../store/artifacts.ts";
import { findManifestBody } from "../../store/manifests.ts";
import { findInTarGzip } from "../../lib/tar-gzip.ts";
import { readBounded } from "../../lib/read-bounded.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { findArtifactFor } from "./artifacts.ts";
import { readConfig } from "./attributes.ts";
import { layerBytesMax, layersOf, openLayer } from "./layers.ts";

export interface Addition {
  readonly mediaType: "application/json" | "text/plain" | "text/markdown";
  readonly text: string;
}

type Read = (ctx: Context, artifact: ArtifactRow) => Promise<Addition | null>;

const unpackedBytesMax = 24 * 1024 * 1024;
const modelPath = "org.cncf.model.filepath";

/** What there is to read beside the artifact itself, by its type (Harbor 2.16 `src/controller/artifact/processor`). */
const additions: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  IMAGE: { build_history: buildHistory },
  CHART: {
    "values.yaml": (ctx, artifact) => chartFile(ctx, artifact, /^[^/]+\/values\.yaml$/, "text/plain"),
    "readme.md": (ctx, artifact) => chartFile(ctx, artifact, /^[^/]+\/readme\.md$/i, "text/markdown"),
    dependencies: chartDependencies,
  },
  CNAI: {
    "readme.md": (ctx, artifact) => modelFile(ctx, artifact, /^readme(\.md)?$/i, "text/markdown"),
    license: (ctx, artifact) => modelFile(ctx, artifact, /^licen[cs]e(\.(md|txt))?$/i, "text/plain"),
    files: modelFiles,
  },
};

/** Ours, and of every artifact: exactly what was pushed. It is not among the links, which are Harbor's. */
async function manifestOf(ctx: Context, artifact: ArtifactRow): Promise<Addition> {
  return { mediaType: "application/json", text: await findManifestBody(ctx.store, artifact.id) };
}

/** Names of an artifact's additions. An index has those of its children only. */
export function additionsOf(artifact: Pick<ArtifactRow, "type" | "configDigest">): string[] {
  return artifact.configDigest === null ? [] : Object.keys(additions[artifact.type] ?? {});
}

/** @throws DomainError BAD_REQUEST for what this type does not have, NOT_FOUND, FORBIDDEN */
export async function readAddition(ctx: Context, name: RepositoryName, reference: string, addition: string): Promise<Addition> {
  const { artifact } = await findArtifactFor(ctx, { name, reference }, "artifact-addition", "read");
  if (addition === "manifest") return manifestOf(ctx, artifact);
  const read = artifact.configDigest === null ? undefined : additions[artifact.type]?.[addition];
  if (!read) throw new DomainError("BAD_REQUEST", { message: `the addition ${addition} isn't supported for ${artifact.type}` });
  const found = await read(ctx, artifact);
  if (!found) throw new DomainError("NOT_FOUND", { message: `the artifact has no ${addition}` });
  return found;
}

async function buildHistory(ctx: Context, artifact: ArtifactRow): Promise<Addition | null> {
  const config = await readConfig(ctx, artifact);
  return config && { mediaType: "application/json", text: JSON.stringify(config.history ?? []) };
}

async function chartDependencies(ctx: Context, artifact: ArtifactRow): Promise<Addition | null> {
  const config = await readConfig(ctx, artifact);
  return config && { mediaType: "application/json", text: JSON.stringify(config.dependencies ?? []) };
}

async function chartFile(ctx: Context, artifact: ArtifactRow, path: RegExp, mediaType: Addition["mediaType"]): Promise<Addition | null> {
  const layer = (await layersOf(ctx, artifact)).find((one) => one.mediaType.includes("helm.chart.content"));
  const stream = layer && (await openLayer(ctx, artifact, layer));
  const text = stream && (await findInTarGzip(stream, (name) => path.test(name), unpackedBytesMax));
  return typeof text === "string" ? { mediaType, text } : null;
}

async function modelFile(ctx: Context, artifact: ArtifactRow, path: RegExp, mediaType: Addition["mediaType"]): Promise<Addition | null> {
  const layer = (await layersOf(ctx, artifact)).find((one) => path.test(one.annotations?.[modelPath] ?? ""));
  const stream = layer && (await openLayer(ctx, artifact, layer));
  if (!layer || !stream) return null;
  if (layer.mediaType.endsWith("gzip")) {
    const text = await findInTarGzip(stream, (name) => path.test(name.replace(/^\.\//, "")), unpackedBytesMax);
    return text === null ? null : { mediaType, text };
  }
  const bytes = await readBounded(new Response(stream), layerBytesMax);
  return bytes && { mediaType, text: new TextDecoder().decode(bytes) };
}

async function modelFiles(ctx: Context, artifact: ArtifactRow): Promise<Addition | null> {
  const layers = await layersOf(ctx, artifact);
  const files = layers.map((layer) => ({ name: layer.annotations?.[modelPath] ?? layer.digest, type: "file", size: layer.size }));
  return { mediaType: "application/json", text: JSON.stringify(files) };
}
