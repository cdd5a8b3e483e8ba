import { connect, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import type { OutboundHandler } from "./handler.ts";
import type { Policy } from "./policy.ts";

const timeoutMs = 15_000;

/**
 * Raw TCP for the Worker: sends the request's body to the host and port of `Roadstead-Target`, by TLS when `Roadstead-Tls` is 1, and
 * answers 204 when the other side has closed in its turn, else 502 with the reason as text. The name is looked up and checked as
 * for what is fetched.
 */
export function createOutboundTcp(policy: Policy): OutboundHandler {
  return async (request, response) => {
    const target = String(request.headers["roadstead-target"]);
    try {
      const bytes = await buffer(request);
      const url = new URL(`tcp://${target}`);
      const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
      const lookup = (await policy.isFree(url.hostname)) ? policy.freeLookup : policy.checkedLookup;
      const options = { host: hostname, port: Number(url.port), lookup, timeout: timeoutMs };
      await send(request.headers["roadstead-tls"] === "1" ? connectTls({ ...options, servername: hostname }) : connect(options), bytes);
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(502).end(`${target}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
}

/** What is written before the connection stands waits for it. */
function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    socket.once("error", fail).once("close", () => done());
    socket.once("timeout", () => socket.destroy(new Error(`nothing happened for ${timeoutMs / 1000} seconds`)));
    socket.resume().end(bytes);
  });
}
