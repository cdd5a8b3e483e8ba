/** Commands of the clients that people have, as they are pasted. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { systemInfoQuery } from "../api/session.ts";

export type ArtifactKind = "image" | "chart" | "other";

/** What clients are told to reach the site by. */
export interface Host {
  /** `registry.example.org`, `127.0.0.1:8080`. */
  readonly name: string;
  /** Without TLS: clients must be told. Docker and nerdctl know it of a machine's own address alone. */
  readonly isPlain: boolean;
}

export const pullClients: Readonly<Record<ArtifactKind, readonly string[]>> = {
  image: ["docker", "podman", "nerdctl", "ctr"],
  chart: ["helm", "oras"],
  other: ["oras"],
};

export function useHost(): Host {
  const { data } = useSuspenseQuery(systemInfoQuery);
  const name = data.registry_url ?? location.host;
  return { name, isPlain: location.protocol === "http:" && name === location.host };
}

/** @param type as the API names it: `IMAGE`, `CHART`, `WASM`, … */
export function kindOf(type: string): ArtifactKind {
  if (type === "IMAGE") return "image";
  return type === "CHART" ? "chart" : "other";
}

/** @param reference `HOST/PROJECT/REPOSITORY:TAG` or `…@DIGEST` @param user who signs in with ctr, which keeps no log-in */
export function pullCommand(client: string, reference: string, { isPlain, user }: { isPlain: boolean; user: string | null }): string {
  switch (client) {
    case "podman":
      return `podman pull ${isPlain ? "--tls-verify=false " : ""}${reference}`;
    case "nerdctl":
      return `nerdctl ${isPlain ? "--insecure-registry " : ""}pull ${reference}`;
    case "ctr":
      return `ctr images pull ${isPlain ? "--plain-http " : ""}${user === null ? "" : `--user ${quoted(user)} `}${reference}`;
    case "helm":
      return `helm pull ${isPlain ? "--plain-http " : ""}oci://${versioned(reference)}`;
    case "oras":
      return `oras pull ${isPlain ? "--plain-http " : ""}${reference}`;
    default:
      return `docker pull ${reference}`;
  }
}

/** Robots' names hold a `$`. */
export function quoted(text: string): string {
  return /^[\w.@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A chart's version is its tag, whose `_` stands for the `+` that no tag may hold. */
function versioned(reference: string): string {
  const [, name, tag] = /^(.*\/[^/:@]+):([^:@]+)$/.exec(reference) ?? [];
  return tag === undefined ? reference : `${name} --version ${tag.replaceAll("_", "+")}`;
}
