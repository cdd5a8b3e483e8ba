import { createServer, type Server } from "node:http";
import { ConfigError } from "./config.ts";
import type { Link } from "./link.ts";
import { version } from "./version.ts";

/** `GET /health` on the machine itself: 200 while the site is connected, else 503; the body says which. */
export function serveHealth(port: number, link: Pick<Link, "state">): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/health") return void response.writeHead(404).end();
    const { connected, ...more } = link.state;
    response.writeHead(connected ? 200 : 503, { "Content-Type": "application/json" });
    response.end(`${JSON.stringify({ status: connected ? "healthy" : "unhealthy", version, ...more })}\n`);
  });
  return new Promise((done, fail) => {
    server.once("error", (error) => fail(new ConfigError(`health_port ${port} cannot be used: ${error.message}`)));
    server.listen(port, "127.0.0.1", () => done(server));
  });
}
