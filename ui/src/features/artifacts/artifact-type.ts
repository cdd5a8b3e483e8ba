import type { Artifact } from "../../api/types.ts";
import type { artifact as artifactTexts } from "../../i18n/texts/artifact.ts";
import type { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { accessoryKind } from "./accessory-kind.ts";
import type { Manifest } from "./manifest.ts";

/** An index, or one of Docker's manifest lists. */
export function isIndex({ manifest_media_type: mediaType }: Pick<Artifact, "manifest_media_type">): boolean {
  return /image\.index|manifest\.list/.test(mediaType);
}

/** A single image that runs somewhere: signatures of older tools say that they are images, too. */
export function isImage(artifact: Pick<Artifact, "type" | "manifest_media_type">, manifest: Manifest | null): boolean {
  return artifact.type === "IMAGE" && !isIndex(artifact) && (manifest === null || accessoryKind(manifest) === "other");
}

interface TypeTexts {
  readonly types: (typeof artifactTexts)["en"]["types"];
  readonly kinds: (typeof artifactBelongings)["en"]["kinds"];
}

/** What it is, in words. @param manifest null while it is on the way */
export function artifactTypeText(artifact: Artifact, manifest: Manifest | null, { types, kinds }: TypeTexts): string {
  const kind = manifest === null ? "other" : accessoryKind(manifest);
  if (isIndex(artifact)) return artifact.type === "CNAB" ? types.CNAB : types.index;
  if (kind !== "other") return kinds[kind];
  if (artifact.type === "IMAGE") return types.image;
  return Object.hasOwn(types, artifact.type) ? types[artifact.type as "CHART"] : types.other;
}
