/** A TCP server outside of workerd, and an HTTP server that tells what came to it. */
import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { once } from "node:events";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    tcpSink: { readonly port: number; readonly httpPort: number };
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const received: string[] = [];
  const tcp = createServer(async (socket) => {
    const chunks = await socket.toArray().catch(() => []);
    received.push(Buffer.concat(chunks).toString());
  });
  const http = createHttp((_, response) => response.end(JSON.stringify(received)));
  project.provide("tcpSink", { port: await listen(tcp), httpPort: await listen(http) });
  return () => {
    tcp.close();
    http.close();
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
