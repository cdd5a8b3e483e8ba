import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Agent, type Dispatcher } from "undici";
import { NotPublic } from "./checked-lookup.ts";
import type { Policy } from "./policy.ts";

export type OutboundHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Why there is no answer from the host: `REFUSED` by the policy, `FAILED` on the way. No host's own answer carries this header. */
const errorHeader = "roadstead-outbound-error";
/** Set by the gateway (`standalone/workerd/outbound.js`): what the Worker fetches. */
const urlHeader = "roadstead-outbound-url";

/**
 * All that the Worker fetches: the name is resolved here, every address is checked, and the connection goes to an address that was
 * checked. Redirects are not followed.
 *
 * What is refused is answered with 403 and what fails with 502, both with `errorHeader` and the reason as text.
 */
export function createOutbound(policy: Policy): OutboundHandler {
  // Kept apart, since a connection made while its host was allowed must not serve it any longer than that.
  const free = new Agent({ connect: { lookup: policy.freeLookup } });
  const checked = new Agent({ connect: { lookup: policy.checkedLookup } });
  return async (request, response) => {
    const url = URL.parse(String(request.headers[urlHeader]));
    if (!url || !/^https?:$/.test(url.protocol)) return answerError(response, 403, "REFUSED", "only http and https URLs can be fetched");
    try {
      await forward((await policy.isFree(url.hostname)) ? free : checked, url, request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof NotPublic) answerError(response, 403, "REFUSED", error.message);
      else answerError(response, 502, "FAILED", `${url.host}: ${error instanceof Error ? error.message : String(error)}`);
    }
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
      name !== urlHeader,
  );
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

function answerError(response: ServerResponse, status: number, code: "REFUSED" | "FAILED", reason: string): void {
  response.writeHead(status, { [errorHeader]: code, "content-type": "text/plain; charset=utf-8" }).end(`${reason}\n`);
}
