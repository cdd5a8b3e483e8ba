import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher } from "undici";
import { NotPublic } from "./checked-lookup.ts";
import type { Policy } from "./policy.ts";
import { reasonOf } from "./reason.ts";

/** A registry that assembles a large blob may take minutes to answer; the Worker gives up earlier where it knows better. */
const timeouts = { headersTimeout: 900_000, bodyTimeout: 300_000, connectTimeout: 15_000 };

export type OutboundHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Why there is no answer from the host: `REFUSED` by the policy, `FAILED` on the way. No host's own answer carries this header. */
const errorHeader = "roadstead-outbound-error";
/** Set by the gateway (`standalone/workerd/outbound.js`): what the Worker fetches. */
const urlHeader = "roadstead-outbound-url";
/** Set by the Worker: a certificate authority that the site trusts for this request, PEM in base64. */
const caHeader = "roadstead-outbound-ca";

/**
 * All that the Worker fetches: the name is resolved here, every address is checked, and the connection goes to an address that was
 * checked. Redirects are not followed.
 *
 * What is refused is answered with 403 and what fails with 502, both with `errorHeader` and the reason as text.
 */
export function createOutbound(policy: Policy): OutboundHandler {
  // Kept apart, since a connection made while its host was allowed must not serve it any longer than that.
  const agents = { free: createAgents(policy.freeLookup), checked: createAgents(policy.checkedLookup) };
  return async (request, response) => {
    const url = URL.parse(String(request.headers[urlHeader]));
    if (!url || !/^https?:$/.test(url.protocol)) return answerError(response, 403, "REFUSED", "only http and https URLs can be fetched");
    try {
      const ca = request.headers[caHeader];
      const agentFor = (await policy.isFree(url.hostname)) ? agents.free : agents.checked;
      await forward(agentFor(typeof ca === "string" ? ca : null), url, request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof NotPublic) answerError(response, 403, "REFUSED", error.message);
      else answerError(response, 502, "FAILED", `${url.host}: ${reasonOf(error)}`);
    }
  };
}

const agentsMax = 100;

/** A connection is made with the authorities of its request, so each set of them has connections of its own. */
function createAgents(lookup: Policy["freeLookup"]): (ca: string | null) => Agent {
  const plain = new Agent({ connect: { lookup }, ...timeouts });
  const byAuthority = new Map<string, Agent>();
  return (ca) => {
    if (ca === null) return plain;
    const known = byAuthority.get(ca);
    if (known) return known;
    if (byAuthority.size >= agentsMax) byAuthority.clear();
    const pem = Buffer.from(ca, "base64").toString();
    const agent = new Agent({ connect: { lookup, ca: [...getCACertificates("default"), pem] }, ...timeouts });
    byAuthority.set(ca, agent);
    return agent;
  };
}

async function forward(dispatcher: Dispatcher, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const hasBody = request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  const answer = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method ?? "GET",
    headers: passed(request.headers),
    // Undici takes the socket away from a request that it gets as body, and Miniflare looks at it afterwards.
    body: hasBody ? Readable.from(request) : null,
    signal: gone.signal,
  });
  response.writeHead(answer.statusCode, passed(answer.headers));
  await pipeline(answer.body, response);
}

const ofOneHop = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "host",
]);

/** Without what concerns one connection only, what Miniflare adds, and what only this handler may say. */
function passed(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    ([name, value]) =>
      value !== undefined &&
      !ofOneHop.has(name) &&
      !name.startsWith("mf-") &&
      name !== "cf-worker" &&
      name !== errorHeader &&
      name !== urlHeader &&
      name !== caHeader,
  );
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

function answerError(response: ServerResponse, status: number, code: "REFUSED" | "FAILED", reason: string): void {
  response.writeHead(status, { [errorHeader]: code, "content-type": "text/plain; charset=utf-8" }).end(`${reason}\n`);
}
