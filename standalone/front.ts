import { Agent, createServer, type IncomingMessage, request, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";

/**
 * The socket that clients see. It ends TLS, states the peer's address, and passes everything else on as it came: paths are not
 * normalised and bodies are not held.
 */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly upstream: () => URL;
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const forward = forwarder(options.upstream, agent);
  const server: Server = options.tls ? createTlsServer(options.tls, forward) : createServer(forward);
  // A push of gigabytes over a slow line is one request.
  server.requestTimeout = 0;
  server.headersTimeout = 60_000;
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `${options.tls ? "https" : "http"}://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          agent.destroy();
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

function forwarder(upstream: () => URL, agent: Agent): RequestListener {
  return (incoming, outgoing) => {
    const { hostname, port } = upstream();
    const passed = request({
      agent,
      hostname,
      port,
      method: incoming.method,
      path: incoming.url,
      headers: headersFor(incoming),
      setHost: false,
    });
    passed.once("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders.filter(keptOf(answer.rawHeaders)));
      pipeline(answer, outgoing, () => answer.destroy());
    });
    passed.once("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { "Content-Type": "text/plain", Connection: "close" }).end("the registry is not running\n");
    });
    // A client that hangs up in the middle of a body must not look like one that finished it.
    incoming.once("close", () => {
      if (!incoming.complete) passed.destroy();
    });
    outgoing.once("close", () => {
      if (!outgoing.writableFinished) passed.destroy();
    });
    incoming.pipe(passed);
  };
}

const hopByHop = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect"]);

/** The client's own fields, but for what only the next hop may say and what only this server may say. */
function headersFor(incoming: IncomingMessage): string[] {
  const headers: string[] = [];
  const raw = incoming.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    if (hopByHop.has(name) || name === "cf-connecting-ip" || name.startsWith("mf-")) continue;
    headers.push(raw[i] ?? "", raw[i + 1] ?? "");
  }
  headers.push("CF-Connecting-IP", (incoming.socket.remoteAddress ?? "").replace(/^::ffff:/, ""));
  return headers;
}

/** Keeps names and values of raw fields that are not about the connection to workerd. */
function keptOf(raw: readonly string[]) {
  return (_: string, i: number) => !hopByHop.has((raw[i - (i % 2)] ?? "").toLowerCase());
}
