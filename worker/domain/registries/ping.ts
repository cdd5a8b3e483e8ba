import type { Context } from "../context.ts";
import type { Endpoint } from "./endpoint.ts";
import { RegistrySession } from "./registry-session.ts";
import { RemoteError } from "./remote-error.ts";

const pingMs = 20_000;

/**
 * Asks a registry whether it is there and takes the credentials (distribution-spec v1.1 §"Determining Support"). Null: it is and does; else why
 * not, in words for people.
 */
export async function ping(ctx: Pick<Context, "store">, endpoint: Endpoint): Promise<string | null> {
  const session = new RegistrySession(ctx.store, endpoint, AbortSignal.timeout(pingMs));
  try {
    const answer = await session.send({ method: "GET", to: "/v2/", scope: "", expects: [200, 401] });
    await answer.body?.cancel();
    // Nobody's token opens no base; that it was offered one says that a registry is there.
    if (answer.status === 401 && endpoint.accessKey !== "") return `${new URL(endpoint.url).host}: wrong credentials`;
    return null;
  } catch (error) {
    if (error instanceof RemoteError) return error.message;
    throw error;
  }
}
