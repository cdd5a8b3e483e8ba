// The module that workerd runs first: what Cloudflare's edge does in front of a Worker, done in the Worker's own isolate, where it
// costs no hop. `worker.js` and `rules.js` are written beside it at the start.
import { workerFirst } from "./rules.js";
import worker from "./worker.js";

export * from "./worker.js";

export default {
  ...worker,
  async fetch(request, env, ctx) {
    if (isForWorker(request.url) || !(await isAsset(request, env))) return worker.fetch(withPeer(request), env, ctx);
    return compressed(request, await env.ASSETS.fetch(request));
  },
};

/** The path counts as it was sent and as it resolves: `/v2/../x` is the registry's to refuse, not a page of the portal. */
function isForWorker(url) {
  const { pathname } = new URL(url);
  const sent = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  return workerFirst.some(({ path, below }) => [pathname, sent].some((found) => (below ? found.startsWith(path) : found === path)));
}

/** As at the edge: what is no file, and no page of a single-page application either, is the Worker's. */
async function isAsset(request, env) {
  return (await env.ASSETS?.unstable_canFetch(new Request(request.url, { method: request.method, headers: request.headers }))) ?? false;
}

const text = /^(?:text\/|application\/(?:javascript|json|manifest\+json)|image\/svg\+xml)/;

/**
 * As at the edge, text goes out compressed to who takes it so. workerd does it, for the header's sake. The tag becomes a weak one: the bytes
 * are others than the file's, and what it names is the same. Whoever asks with it whether it still holds is answered by the assets.
 */
function compressed(request, answer) {
  if (!text.test(answer.headers.get("Content-Type") ?? "")) return answer;
  const headers = new Headers(answer.headers);
  headers.append("Vary", "Accept-Encoding");
  if (request.method !== "GET" || answer.status !== 200 || !takesGzip(request))
    return new Response(answer.body, { status: answer.status, headers });
  headers.delete("Content-Length");
  headers.set("Content-Encoding", "gzip");
  headers.set("ETag", (headers.get("ETag") ?? "").replace(/^"/, 'W/"'));
  return new Response(answer.body, { headers });
}

/** `Accept-Encoding` names gzip, or everything, and does not rule it out: RFC 9110, section 12.5.3. */
function takesGzip(request) {
  const asked = (request.headers.get("Accept-Encoding") ?? "").toLowerCase().split(",");
  const weights = new Map(
    asked.map((part) => part.split(";").map((word) => word.trim())).map(([name, q = "q=1"]) => [name, Number(q.slice(2))]),
  );
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

/** States the peer's address. What the client said of it was removed by the socket. */
function withPeer(request) {
  const [, address] = /^\[?(?:::ffff:(?=[\d.]+\]))?(.*?)\]?:\d+$/.exec(request.cf?.clientIp ?? "") ?? [];
  if (!address) return request;
  const headers = new Headers(request.headers);
  headers.set("CF-Connecting-IP", address);
  return new Request(request, { headers });
}
