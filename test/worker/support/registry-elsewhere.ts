/** Registries elsewhere, as far as a site asks whether they are there: the tests' own answers instead of the network's. */
import { fresh } from "./site.ts";

/** Hosts below this name are answered here. */
const domain = "elsewhere.test";
const real = globalThis.fetch;

export interface RegistryElsewhere {
  readonly url: string;
  /** `user:password` that it takes; null: everybody may. */
  credentials: string | null;
  isThere: boolean;
  /** It answers after this. */
  ready: Promise<unknown>;
  /** Its answers to `METHOD /path?query`, before any other. */
  readonly answers: Map<string, () => Response>;
  /** What it was asked, with the `Authorization` of each. */
  readonly asked: { readonly path: string; readonly authorization: string | null }[];
}

const registries = new Map<string, RegistryElsewhere>();

/** A registry that answers as the distribution specification says, by Basic authentication. */
export function registryElsewhere(options: Partial<Pick<RegistryElsewhere, "credentials">> = {}): RegistryElsewhere {
  const host = `${fresh("registry")}.${domain}`;
  const registry: RegistryElsewhere = {
    url: `https://${host}`,
    credentials: options.credentials ?? null,
    isThere: true,
    ready: Promise.resolve(),
    answers: new Map(),
    asked: [],
  };
  registries.set(host, registry);
  globalThis.fetch = answerOrFetch;
  return registry;
}

async function answerOrFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { hostname, pathname, search } = new URL(request.url);
  if (!hostname.endsWith(`.${domain}`)) return real(input, init);
  const registry = registries.get(hostname);
  if (!registry?.isThere) throw new TypeError("Network connection lost.");
  const authorization = request.headers.get("Authorization");
  registry.asked.push({ path: pathname, authorization });
  await registry.ready;
  const isAllowed = registry.credentials === null || authorization === `Basic ${btoa(registry.credentials)}`;
  if (!isAllowed) return new Response("{}", { status: 401, headers: { "WWW-Authenticate": 'Basic realm="elsewhere"' } });
  const answer = registry.answers.get(`${request.method} ${pathname}${search}`);
  if (answer) return answer();
  if (pathname.startsWith("/api/")) return new Response(null, { status: 404 });
  return Response.json({}, { headers: { "Docker-Distribution-Api-Version": "registry/2.0" } });
}
