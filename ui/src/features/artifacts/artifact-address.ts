import { repositoryUrl } from "../repositories/queries.ts";

/** What an artifact is called in the portal's addresses and in the API's. */
export interface ArtifactAddress {
  readonly project: string;
  /** The path below the project. */
  readonly repository: string;
  /** A tag or a digest. */
  readonly reference: string;
}

/** The end of `/projects/<project>/artifacts/<repository>@<digest>` or `…:<tag>`; null for neither. Read from the right: names hold slashes. */
export function parseArtifactAddress(project: string, splat: string): ArtifactAddress | null {
  const at = splat.includes("@") ? splat.indexOf("@") : splat.lastIndexOf(":");
  const [repository, reference] = [splat.slice(0, at), splat.slice(at + 1)];
  return at > 0 && reference !== "" && !reference.includes("/") ? { project, repository, reference } : null;
}

/** For `params={{ _splat }}` of links. */
export function artifactSplat(repository: string, reference: string): string {
  return `${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
}

/** Below `/api/v2.0`. */
export function artifactPath({ project, repository, reference }: ArtifactAddress): string {
  return `${repositoryUrl(project, repository)}/artifacts/${encodeURIComponent(reference)}`;
}

export function isDigest(reference: string): boolean {
  return reference.includes(":");
}

/** As people name a digest: its first twelve digits. */
export function shortDigest(digest: string): string {
  const [algorithm = "", hex = ""] = digest.split(":");
  return `${algorithm}:${hex.slice(0, 12)}`;
}
