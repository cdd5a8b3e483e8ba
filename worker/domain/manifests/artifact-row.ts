import type { ArtifactRow } from "../../store/push-manifest.ts";
import { accessoryType, artifactType, subjectOfTag } from "../artifacts/artifact-kind.ts";
import type { Digest } from "../names/digest.ts";
import type { ParsedManifest } from "./parse-manifest.ts";

/** Longer annotations are read from the manifest itself when referrers are listed. */
const annotationsCharsMax = 65_536;

/** What D1 keeps of a manifest. `body`: exactly the bytes that `digest` is of. */
export function artifactRow(
  manifest: ParsedManifest,
  pushed: { digest: Digest; body: Uint8Array; tags: readonly string[]; leaseMs: number },
): ArtifactRow {
  const annotations = JSON.stringify(manifest.annotations);
  return {
    digest: pushed.digest,
    mediaType: manifest.mediaType,
    artifactType: manifest.artifactType,
    subject: manifest.subject,
    annotations: annotations.length > annotationsCharsMax ? null : annotations,
    body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(pushed.body),
    bodyBytes: pushed.body.byteLength,
    size: pushed.body.byteLength + manifest.contentBytes,
    leaseMs: pushed.leaseMs,
    type: artifactType({ ...manifest, isIndex: manifest.config === null, configMediaType: manifest.config?.mediaType ?? null }),
    configDigest: manifest.config?.digest ?? null,
    accessory: accessoryOf(manifest, pushed.tags),
  };
}

/** What it belongs to: its subject, or what an old cosign's tag says. */
function accessoryOf(manifest: ParsedManifest, tags: readonly string[]): { type: string; of: string } | null {
  const of = manifest.subject ?? tags.map(subjectOfTag).find((digest) => digest !== null);
  return of ? { type: accessoryType(manifest), of } : null;
}
