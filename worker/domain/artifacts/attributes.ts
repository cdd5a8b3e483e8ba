import { type ArtifactRow, locateBlobs, setExtraAttrs } from "../../store/artifacts.ts";
import { readObject } from "../../store/blobs.ts";
import type { Context } from "../context.ts";

/** Configs are a few kilobytes; what is longer is not read for a list. */
const configBytesMax = 1024 * 1024;
const readAtOnce = 6;

/**
 * The rows with what their configs say. A config is read from the storage the first time somebody looks at the artifact, and what it says
 * is then kept in the row: pushing stays as cheap as it is.
 */
export async function withAttributes<Row extends ArtifactRow>(ctx: Context, artifacts: readonly Row[]): Promise<Row[]> {
  const lacking = artifacts.filter(({ extraAttrs, configDigest }) => extraAttrs === null && configDigest !== null);
  // A list of tags has the same artifact many times.
  const unread = [...new Map(lacking.map((artifact) => [artifact.id, artifact])).values()];
  if (unread.length === 0) return [...artifacts];
  const read = new Map<number, string>();
  for (let at = 0; at < unread.length; at += readAtOnce) {
    const some = unread.slice(at, at + readAtOnce);
    const texts = await Promise.all(some.map((artifact) => attributesOf(ctx, artifact)));
    some.forEach(({ id }, i) => read.set(id, texts[i] ?? "{}"));
  }
  // Only a copy of what the storage has: nothing is lost when it is not kept.
  const keep = ctx.commit([setExtraAttrs(Object.fromEntries(read))]);
  ctx.background(keep.catch((error: unknown) => ctx.log("warn", "attributes were not kept", { error })));
  return artifacts.map((artifact) => ({ ...artifact, extraAttrs: artifact.extraAttrs ?? read.get(artifact.id) ?? "{}" }));
}

async function attributesOf(ctx: Context, artifact: ArtifactRow): Promise<string> {
  const config = await readConfig(ctx, artifact);
  if (config === null) return "{}";
  // Charts and models keep all that is said of them in the config; an image's is long and mostly its history.
  if (artifact.type !== "IMAGE") return JSON.stringify(config).length < 65_536 ? JSON.stringify(config) : "{}";
  const { architecture, os, author, created, config: runtime } = config;
  return JSON.stringify({ architecture, os, author, created, config: runtime });
}

/** The config as a JSON object, or null when it is none, is too long or is not there. */
export async function readConfig(ctx: Context, artifact: ArtifactRow): Promise<Readonly<Record<string, unknown>> | null> {
  const { configDigest } = artifact;
  if (configDigest === null) return null;
  const location = (await locateBlobs(ctx.store, artifact.repositoryId, [configDigest])).get(configDigest);
  if (!location || location.size > configBytesMax) return null;
  const object = await readObject(ctx.store, location.storageKey, null);
  if (!object) return null;
  try {
    const value: unknown = await new Response(object.body).json();
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
