import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A port that nobody listens on. workerd must be told its port: it has no way to say which one it took on this socket. */
export async function freePort(host: string): Promise<number> {
  const server = createServer();
  server.listen(0, host === "*" ? undefined : host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
