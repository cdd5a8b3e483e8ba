// The module that workerd runs first: what Cloudflare's edge does in front of a Worker, done in the Worker's own isolate, where it
// costs no hop. `worker.js` and `rules.js` are written beside it at the start.
import { workerFirst } from "./rules.js";
import worker from "./worker.js";

export * from "./worker.js";

export default {
  ...worker,
  async fetch(request, env, ctx) {
    if (isForWorker(request.url) || !(await isAsset(request, env))) return worker.fetch(withPeer(request), env, ctx);
    return env.ASSETS.fetch(request);
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

/** States the peer's address. What the client said of it was removed by the socket. */
function withPeer(request) {
  const [, address] = /^\[?(?:::ffff:(?=[\d.]+\]))?(.*?)\]?:\d+$/.exec(request.cf?.clientIp ?? "") ?? [];
  if (!address) return request;
  const headers = new Headers(request.headers);
  headers.set("CF-Connecting-IP", address);
  return new Request(request, { headers });
}
