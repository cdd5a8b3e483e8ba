/** Lists of distribution-spec v1.1, read to their end within bounds. */
import { digestOrNull } from "../names/digest.ts";
import type { RegistrySession } from "../registries/registry-session.ts";
import { RemoteError } from "../registries/remote-error.ts";

const namesEach = 1000;
const pagesMax = 200;

interface Page<Body> {
  /** Null is JSON, too. */
  readonly body: Body | null;
  readonly headers: Headers;
}

export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

/** §"Listing Tags". @throws RemoteError `absent` when there is no such repository */
export async function listTagNames(session: RegistrySession, repository: string): Promise<string[]> {
  const names: string[] = [];
  let to: string | null = `/v2/${repository}/tags/list?n=${namesEach}`;
  for (let page = 0; to !== null; page += 1) {
    if (page === pagesMax) throw new RemoteError("failed", `${repository} has more tags than can be listed`);
    const request = { method: "GET", to, scope: pullScope(repository), expects: [200] } as const;
    const { body, headers }: Page<{ tags?: unknown }> = await session.json<{ tags?: unknown } | null>(request);
    names.push(...texts(body?.tags));
    to = nextOf(headers, to);
  }
  return names;
}

/** One page of the catalog; many registries have none. */
export async function listCatalog(session: RegistrySession, after: string): Promise<{ names: string[]; next: string | null }> {
  const last = after === "" ? "" : `&last=${encodeURIComponent(after)}`;
  try {
    const { body, headers } = await session.json<{ repositories?: unknown } | null>({
      method: "GET",
      to: `/v2/_catalog?n=${namesEach}${last}`,
      scope: "registry:catalog:*",
      expects: [200],
    });
    const names = texts(body?.repositories);
    const next = headers.has("Link") ? (names.at(-1) ?? null) : null;
    // One that does not know `last` would begin again for ever.
    if (next !== null && next === after) throw new RemoteError("failed", "the registry's list of repositories does not come to an end");
    return { names, next };
  } catch (error) {
    if (!(error instanceof RemoteError) || !["refused", "unauthorized", "absent"].includes(error.fault)) throw error;
    throw new RemoteError("refused", `the registry lists no repositories (${error.message}); name one in the policy's filter`, {
      cause: error,
    });
  }
}

/** Null: the registry does not know referrers. §"Listing Referrers" */
export async function listReferrers(session: RegistrySession, repository: string, digest: string): Promise<string[] | null> {
  const found: string[] = [];
  let to: string | null = `/v2/${repository}/referrers/${digest}`;
  for (let page = 0; to !== null && page < pagesMax; page += 1) {
    const answer: Page<{ manifests?: unknown }> | null = await session
      .json<{ manifests?: unknown } | null>({ method: "GET", to, scope: pullScope(repository), expects: [200] })
      .catch((error: unknown) => {
        if (error instanceof RemoteError && ["absent", "refused"].includes(error.fault)) return null;
        throw error;
      });
    if (!answer) return null;
    const { manifests = [] } = answer.body ?? {};
    const listed = Array.isArray(manifests) ? (manifests as ({ digest?: unknown } | null)[]) : [];
    found.push(...texts(listed.map((one) => one?.digest)).filter((text) => digestOrNull(text) !== null));
    to = nextOf(answer.headers, to);
  }
  return found;
}

/** RFC 8288, as registries write it. @throws RemoteError when it leads to no path of the registry */
function nextOf(headers: Headers, from: string): string | null {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get("Link") ?? "")?.[1];
  if (link === undefined) return null;
  const url = URL.parse(link, new URL(from, "http://registry.invalid").href);
  // A path with two slashes in front is a host to whoever reads it next.
  if (!url || url.pathname.startsWith("//"))
    throw new RemoteError("failed", `the list goes on at no path of the registry: ${link.slice(0, 200)}`);
  return `${url.pathname}${url.search}`;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
