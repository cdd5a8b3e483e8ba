import type { Artifact } from "../../api/types.ts";

/** `linux/arm64/v8`: of an index those that it names, of an image its own. What nothing runs on (attestations) has none. */
export function platformsOf({
  references = [],
  extra_attrs: { os, architecture },
}: Pick<Artifact, "references" | "extra_attrs">): string[] {
  const own = typeof os === "string" && typeof architecture === "string" ? [{ os, architecture, variant: "" }] : [];
  const named = references.flatMap(({ platform }) => (platform ? [platform] : []));
  const platforms = (references.length > 0 ? named : own).filter((one) => one.os !== undefined && one.os !== "" && one.os !== "unknown");
  const texts = platforms.map((one) => [one.os, one.architecture, one.variant].filter(Boolean).join("/"));
  return [...new Set(texts)];
}
