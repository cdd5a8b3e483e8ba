import { json } from "node:stream/consumers";
import { createDirectory, type Directory } from "../bridge/src/directory.ts";
import type { Answer } from "../bridge/src/protocol/messages.ts";
import type { OutboundHandler } from "./outbound/handler.ts";

/**
 * The bridge's own code inside of this process: with it a server asks a directory by itself. It goes where `ldap_url` says, as the bridge
 * does: a directory lies on a private address, and who may set the one may set `allowed_hosts`.
 */
export function createDirectoryHost(): { handler: OutboundHandler; directory: Directory } {
  const directory = createDirectory();
  const handler: OutboundHandler = async (request, response) => {
    const answer = await directory
      .answer((await json(request)) as Parameters<Directory["answer"]>[0])
      .catch((): Answer => ({ ok: false, fault: "bridge_failed", detail: "the request cannot be read" }));
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  };
  return { handler, directory };
}
