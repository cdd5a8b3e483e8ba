import {
  IconBox,
  IconBoxMultiple,
  IconBrain,
  IconCertificate,
  IconCpu,
  IconFile,
  IconListDetails,
  IconSteeringWheel,
} from "@tabler/icons-react";
import type { Artifact } from "../../api/types.ts";

const icons: Readonly<Record<string, typeof IconBox>> = {
  IMAGE: IconBox,
  CHART: IconSteeringWheel,
  SBOM: IconListDetails,
  WASM: IconCpu,
  CNAB: IconCertificate,
  CNAI: IconBrain,
};

/** A picture beside the type's name, never in its place. */
export function ArtifactIcon({ artifact }: { readonly artifact: Pick<Artifact, "type" | "references"> }) {
  const Icon = isIndex(artifact) ? IconBoxMultiple : (icons[artifact.type] ?? IconFile);
  return <Icon size={20} stroke={1.6} aria-hidden="true" style={{ flexShrink: 0, color: "var(--mantine-color-dimmed)" }} />;
}

/** Whether it is an image for several platforms. */
export function isIndex({ type, references = [] }: Pick<Artifact, "type" | "references">): boolean {
  return type === "IMAGE" && references.length > 0;
}
