/** Kinds of registries that can be replicated with, by Harbor's names of its adapters; `roadstead` is ours. */

type EndpointPattern =
  /** People write the URL. */
  | "EndpointPatternTypeStandard"
  /** It is the only one there is. */
  | "EndpointPatternTypeFix"
  /** They choose one or write their own. */
  | "EndpointPatternTypeList";

type FilterType = "name" | "tag" | "label" | "resource";

export interface Provider {
  readonly description: string;
  readonly endpointType: EndpointPattern;
  readonly endpoints: readonly { readonly key: string; readonly value: string }[];
  /** Where the registry itself is, for endpoints whose site is elsewhere: host → URL. */
  readonly registryUrls: Readonly<Record<string, string>>;
  /** As a source: labels are only known to those who speak Harbor's API. */
  readonly filters: readonly FilterType[];
  readonly copyByChunk: boolean;
  /** Hosts besides the registry's own that its tokens may come from. */
  readonly tokenHosts: readonly string[];
  /** Tokens may also come from the domain that the registry's host is in, and from hosts directly in it. */
  readonly tokensFromSiblings: boolean;
}

const plain: Provider = {
  description: "",
  endpointType: "EndpointPatternTypeStandard",
  endpoints: [],
  registryUrls: {},
  filters: ["name", "tag"],
  copyByChunk: true,
  tokenHosts: [],
  tokensFromSiblings: false,
};

const dockerHub = "https://registry-1.docker.io";

export const providers = {
  roadstead: { ...plain, description: "another Roadstead", filters: ["name", "tag", "label", "resource"] },
  harbor: { ...plain, description: "Harbor", filters: ["name", "tag", "label", "resource"] },
  "docker-registry": { ...plain, description: "any registry that follows the OCI distribution specification" },
  "docker-hub": {
    ...plain,
    description: "Docker Hub",
    endpointType: "EndpointPatternTypeFix",
    endpoints: [{ key: "hub.docker.com", value: "https://hub.docker.com" }],
    registryUrls: { "hub.docker.com": dockerHub, "docker.io": dockerHub, "index.docker.io": dockerHub },
    copyByChunk: false,
    tokenHosts: ["auth.docker.io"],
  },
  "github-ghcr": {
    ...plain,
    description: "GitHub's container registry",
    endpointType: "EndpointPatternTypeFix",
    endpoints: [{ key: "ghcr.io", value: "https://ghcr.io" }],
  },
  quay: {
    ...plain,
    description: "Quay",
    endpointType: "EndpointPatternTypeList",
    endpoints: [{ key: "quay.io", value: "https://quay.io" }],
  },
  gitlab: {
    ...plain,
    description: "GitLab; its tokens come from the GitLab that the registry belongs to",
    endpointType: "EndpointPatternTypeList",
    endpoints: [{ key: "registry.gitlab.com", value: "https://registry.gitlab.com" }],
    tokensFromSiblings: true,
  },
  "jfrog-artifactory": { ...plain, description: "JFrog Artifactory" },
} as const satisfies Record<string, Provider>;

export type ProviderType = keyof typeof providers;

export function isProviderType(type: string): type is ProviderType {
  return Object.hasOwn(providers, type);
}

/** A type that nobody knows any more is a plain registry. */
export function providerOf(type: string): Provider {
  return isProviderType(type) ? providers[type] : plain;
}

/** Where the registry of an endpoint is: for Docker Hub, whose endpoint is its site, another host. */
export function registryUrlOf(type: string, url: string): string {
  return providerOf(type).registryUrls[new URL(url).hostname] ?? url;
}

/** Whether a registry's credentials may go to this host for a token. Both without the port. */
export function isTokenHost(type: string, registryHost: string, host: string): boolean {
  if (host === registryHost) return true;
  const { tokenHosts, tokensFromSiblings } = providerOf(type);
  if (tokenHosts.includes(host)) return true;
  if (!tokensFromSiblings || isAddress(registryHost)) return false;
  const domain = parentOf(registryHost);
  // Below a top-level domain everybody is a sibling.
  return domain.includes(".") && (host === domain || parentOf(host) === domain);
}

function parentOf(host: string): string {
  return host.slice(host.indexOf(".") + 1);
}

function isAddress(host: string): boolean {
  return host.startsWith("[") || /^[\d.]+$/.test(host);
}
