import { DomainError } from "../errors.ts";
import { type Digest, digestOrNull } from "../names/digest.ts";
import { isDistributable, isManifestMediaType, type ManifestMediaType, manifestMediaTypes } from "./media-types.ts";

export interface ParsedManifest {
  readonly mediaType: ManifestMediaType;
  /** `artifactType`, else the config's media type; null for an index that names none. */
  readonly artifactType: string | null;
  readonly subject: Digest | null;
  readonly annotations: Readonly<Record<string, string>>;
  /** Config and distributable layers: must be linked to the repository. */
  readonly required: readonly Digest[];
  /** Every other descriptor: layers that need not be here, and what an index names. */
  readonly optional: readonly Digest[];
  /** What an index names, which may be manifests of the repository. */
  readonly children: readonly ManifestChild[];
  /** Null for an index. */
  readonly config: { readonly digest: Digest; readonly mediaType: string } | null;
  readonly layerMediaTypes: readonly string[];
  /** Bytes of all descriptors. */
  readonly contentBytes: number;
}

/** One of an index's descriptors; `platform` and `annotations` are JSON as they stand there. */
interface ManifestChild {
  readonly digest: Digest;
  readonly platform: string | null;
  readonly annotations: string | null;
}

export const manifestBytesMax = 4 * 1024 * 1024;
const depthMax = 64;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly fields: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what a registry must know of a manifest (image-spec v1.1 §"Image Manifest" and §"Image Index"). Unknown fields are left
 * alone; whether what it names exists is not looked at.
 *
 * @throws DomainError MANIFEST_INVALID
 */
export function parseManifest(bytes: Uint8Array, contentType: string | null): ParsedManifest {
  const fields = parseJsonObject(bytes);
  const mediaType = mediaTypeOf(fields, contentType);
  if (manifestMediaTypes[mediaType] === "image") return parseImage(fields, mediaType);
  return parseIndex(fields, mediaType);
}

function parseImage(fields: Fields, mediaType: ManifestMediaType): ParsedManifest {
  if (fields.manifests !== undefined) invalid("it has both the layers of an image and the manifests of an index");
  const config = descriptor(fields.config, "config");
  const layers = descriptors(fields.layers, "layers");
  const distributable = layers.filter((layer) => isDistributable(layer.mediaType));
  const required = unique([config, ...distributable]);
  return {
    ...common(fields, mediaType, config.mediaType),
    required,
    optional: unique(layers).filter((digest) => !required.includes(digest)),
    children: [],
    config: { digest: config.digest, mediaType: config.mediaType },
    layerMediaTypes: [...new Set(layers.map((layer) => layer.mediaType))],
    contentBytes: config.size + bytesOf(layers),
  };
}

function parseIndex(fields: Fields, mediaType: ManifestMediaType): ParsedManifest {
  if (fields.layers !== undefined || fields.config !== undefined) {
    invalid("it has both the manifests of an index and the config or layers of an image");
  }
  const manifests = descriptors(fields.manifests, "manifests");
  const optional = unique(manifests);
  const children = optional.map((digest) => child(digest, manifests));
  const contentBytes = bytesOf(manifests);
  return { ...common(fields, mediaType, null), required: [], optional, children, config: null, layerMediaTypes: [], contentBytes };
}

function child(digest: Digest, manifests: readonly Descriptor[]): ManifestChild {
  const fields = manifests.find((one) => one.digest === digest)?.fields;
  const text = (value: unknown) => (isObject(value) && JSON.stringify(value).length < 8192 ? JSON.stringify(value) : null);
  return { digest, platform: text(fields?.platform), annotations: text(fields?.annotations) };
}

function common(fields: Fields, mediaType: ManifestMediaType, configMediaType: string | null) {
  if (fields.schemaVersion !== 2) invalid("schemaVersion must be 2");
  const artifactType = fields.artifactType;
  if (artifactType !== undefined && typeof artifactType !== "string") invalid("artifactType must be a string");
  return {
    mediaType,
    artifactType: artifactType || configMediaType,
    subject: fields.subject === undefined || fields.subject === null ? null : descriptor(fields.subject, "subject").digest,
    annotations: annotationsOf(fields.annotations),
  };
}

function annotationsOf(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || !Object.values(value).every((text) => typeof text === "string")) {
    return invalid("annotations must be strings by name");
  }
  return value as Record<string, string>;
}

function descriptors(value: unknown, name: string): Descriptor[] {
  // Go writes an empty list that was never made as null.
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return invalid(`${name} must be a list`);
  return value.map((item, i) => descriptor(item, `${name}[${i}]`));
}

function descriptor(value: unknown, name: string): Descriptor {
  if (!isObject(value)) return invalid(`${name} must be a descriptor`);
  const digest = typeof value.digest === "string" ? digestOrNull(value.digest) : null;
  if (!digest) return invalid(`${name}.digest must be a sha256 or sha512 digest`);
  if (!Number.isSafeInteger(value.size) || (value.size as number) < 0) return invalid(`${name}.size must be a number of bytes`);
  if (typeof value.mediaType !== "string") return invalid(`${name}.mediaType must be a string`);
  return { mediaType: value.mediaType, digest, size: value.size as number, fields: value };
}

function mediaTypeOf(fields: Fields, contentType: string | null): ManifestMediaType {
  const declared = contentType?.split(";")[0]?.trim().toLowerCase() || null;
  const own = fields.mediaType;
  if (own !== undefined && typeof own !== "string") return invalid("mediaType must be a string");
  if (declared !== null && own !== undefined && declared !== own) {
    return invalid(`Content-Type ${declared} is not the manifest's mediaType`);
  }
  const mediaType = own ?? declared;
  if (mediaType === null || !isManifestMediaType(mediaType)) {
    return invalid(`the media type of a manifest must be one of ${Object.keys(manifestMediaTypes).join(", ")}`);
  }
  return mediaType;
}

function parseJsonObject(bytes: Uint8Array): Fields {
  assertShallow(bytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return invalid("it is not JSON in UTF-8");
  }
  return isObject(value) ? value : invalid("it is not a JSON object");
}

/** Counts brackets before anything recursive sees them; those inside of strings do not count. */
function assertShallow(bytes: Uint8Array): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > depthMax) invalid(`it is nested more than ${depthMax} levels deep`);
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unique(list: readonly Descriptor[]): Digest[] {
  return [...new Set(list.map((item) => item.digest))];
}

function bytesOf(list: readonly Descriptor[]): number {
  return list.reduce((sum, item) => sum + item.size, 0);
}

function invalid(reason: string): never {
  throw new DomainError("MANIFEST_INVALID", { message: `the manifest is not valid: ${reason}` });
}
