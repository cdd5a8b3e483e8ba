/** An HTTP proxy between two sites that writes down what passes, and misbehaves when it is told to. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";

export interface Passed {
  readonly method: string;
  readonly path: string;
  /** Of the request's body, as far as they were passed on. */
  bytes: number;
  status: number | null;
  /** The connection has ended, with or without an answer. */
  isOver: boolean;
}

/** What is done to a request; null: nothing. */
type Mischief =
  /** Both connections end after so many bytes of a body. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Nothing passes any more. */
  | { readonly kind: "stall"; readonly afterBytes: number }
  /** One bit of the body is another. */
  | { readonly kind: "flip"; readonly atByte: number }
  /** The proxy answers itself. */
  | { readonly kind: "answer"; readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

export interface UnrulyProxy {
  readonly url: string;
  readonly passed: Passed[];
  readonly done: Record<Mischief["kind"], number>;
  /** Asked for each request. `side`: whose body it is about. */
  choose: (request: IncomingMessage) => { readonly side: "request" | "answer"; readonly mischief: Mischief } | null;
  close(): Promise<void>;
}

export async function startUnrulyProxy(target: string): Promise<UnrulyProxy> {
  const server = createServer((request, response) => pass(proxy, target, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: UnrulyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: [],
    done: { cut: 0, stall: 0, flip: 0, answer: 0 },
    choose: () => null,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

function pass(proxy: UnrulyProxy, target: string, request: IncomingMessage, response: ServerResponse): void {
  const entry: Passed = { method: request.method ?? "", path: request.url ?? "", bytes: 0, status: null, isOver: false };
  proxy.passed.push(entry);
  const chosen = proxy.choose(request);
  if (chosen?.mischief.kind === "answer") {
    proxy.done.answer += 1;
    const { status, headers = {}, body = "" } = chosen.mischief;
    entry.status = status;
    request.resume();
    response.writeHead(status, headers).end(body);
    return;
  }
  const end = () => {
    upstream.destroy();
    request.destroy();
    response.destroy();
  };
  const upstream = httpRequest(new URL(entry.path, target), { method: entry.method, headers: request.headers }, (answer) => {
    entry.status = answer.statusCode ?? null;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    const changed = chosen?.side === "answer" ? answer.pipe(mischievous(proxy, chosen.mischief, end)) : answer;
    changed.on("error", end).pipe(response);
    answer.on("error", end);
  });
  upstream.on("error", end);
  response.once("close", () => {
    entry.isOver = true;
    upstream.destroy();
  });
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      entry.bytes += chunk.length;
      done(null, chunk);
    },
  });
  const changed = chosen?.side === "request" ? request.pipe(mischievous(proxy, chosen.mischief, end)) : request;
  changed.on("error", end).pipe(counted).pipe(upstream);
}

function mischievous(proxy: UnrulyProxy, mischief: Mischief, end: () => void): Transform {
  let seen = 0;
  let isDone = false;
  const note = () => {
    if (!isDone) proxy.done[mischief.kind] += 1;
    isDone = true;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const before = seen;
      seen += chunk.length;
      if (mischief.kind === "cut" && seen > mischief.afterBytes) {
        note();
        return end();
      }
      // Never calling back holds everything behind it.
      if (mischief.kind === "stall" && seen > mischief.afterBytes) return note();
      if (mischief.kind === "flip" && !isDone && seen > mischief.atByte) {
        note();
        chunk[mischief.atByte - before] = (chunk[mischief.atByte - before] ?? 0) ^ 1;
      }
      done(null, chunk);
    },
  });
}
