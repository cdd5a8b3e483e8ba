import { connectBridge as connect } from "../../store/directory/stub.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** A WebSocket for a program that says it is a bridge. @throws DomainError UPGRADE_REQUIRED */
export async function connectBridge(site: Pick<Context, "store">, request: Request): Promise<Response> {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    throw new DomainError("UPGRADE_REQUIRED", { headers: { Upgrade: "websocket", Connection: "Upgrade" } });
  }
  return connect(site.store, request);
}
