import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Request, Response } from "miniflare";
import { Agent, fetch } from "undici";
import { type AllowedHosts, isPublicAddress, normaliseHost } from "./addresses.ts";

export type OutboundHandler = (request: Request) => Promise<Response>;
export type Resolver = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/** Answered instead of connecting; the Worker tells it from an answer of the host by this header. */
export const refusedHeader = "Roadstead-Outbound-Refused";

/**
 * All that the Worker fetches: the name is resolved here, every address is checked, and the connection goes to the very address that
 * was checked. Redirects are not followed.
 *
 * @param allowed asked at each request, since the configuration may change.
 */
export function createOutbound(allowed: () => AllowedHosts, resolve: Resolver = resolveAll): OutboundHandler {
  return async (incoming) => {
    const url = new URL(incoming.url);
    if (url.protocol !== "http:" && url.protocol !== "https:") return refused(`the scheme ${url.protocol} is not allowed`);
    const target = await choose(normaliseHost(url.hostname), allowed(), resolve);
    if (typeof target === "string") return refused(target);
    const dispatcher = new Agent({ connect: { lookup: (_name, _options, callback) => callback(null, [target]) } });
    const answer = await fetch(url, {
      method: incoming.method,
      headers: [...incoming.headers] as [string, string][],
      body: incoming.body as never,
      duplex: "half",
      redirect: "manual",
      dispatcher,
    });
    return new Response(answer.body as never, { status: answer.status, headers: [...answer.headers] as [string, string][] });
  };
}

/** The address to connect to, or why there is none. An allowed name may resolve to anything; an allowed address allows no name. */
async function choose(host: string, allowed: AllowedHosts, resolve: Resolver): Promise<{ address: string; family: number } | string> {
  const literal = host.startsWith("[") ? host.slice(1, -1) : host;
  const family = isIP(literal);
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: literal, family }];
  const [first] = found;
  if (!first) return `${host} cannot be resolved`;
  if (allowed.has(host)) return first;
  const closed = found.find(({ address }) => !isPublicAddress(address));
  return closed ? `${host} has the address ${closed.address}, which is not public; allow the host to reach it` : first;
}

async function resolveAll(hostname: string) {
  return systemLookup(hostname, { all: true });
}

function refused(reason: string): Response {
  return new Response(reason, { status: 403, headers: { [refusedHeader]: "1" } });
}
