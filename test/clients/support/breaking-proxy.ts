import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

export interface BreakingProxy {
  readonly host: string;
  /** `Range` of each request for a blob, in order; null where it had none. */
  readonly ranges: (string | null)[];
  close(): Promise<void>;
}

/** In front of the registry: breaks the connection after `bytes` of the first answer to a `GET` of a blob that is longer. */
export async function startBreakingProxy(registry: string, bytes: number): Promise<BreakingProxy> {
  const ranges: (string | null)[] = [];
  let isBroken = false;
  const server = createServer((request, response) => {
    const target = new URL(request.url ?? "/", registry);
    const isBlob = request.method === "GET" && /\/blobs\/sha256:/.test(target.pathname);
    if (isBlob) ranges.push(request.headers.range ?? null);
    const upstream = httpRequest(target, { method: request.method ?? "GET", headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const breakHere = isBlob && !isBroken && Number(answer.headers["content-length"]) > bytes;
      if (!breakHere) return void answer.pipe(response);
      isBroken = true;
      let sent = 0;
      answer.on("data", (chunk: Buffer) => {
        response.write(chunk);
        sent += chunk.length;
        if (sent >= bytes) answer.destroy();
      });
      answer.once("close", () => response.destroy());
    });
    upstream.on("error", () => response.destroy());
    request.pipe(upstream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
