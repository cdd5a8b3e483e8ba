import type { Store } from "../db.ts";
import { NotReached } from "./not-reached.ts";
import { requestOnce } from "./request-once.ts";

const timeoutMs = 15_000;

export interface HttpMessage {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends a request and expects a status that `accepts`. Redirects are not followed: what is sent may hold a credential.
 *
 * @throws NotReached
 */
export async function sendHttp(store: Store, url: string, message: HttpMessage, accepts: (status: number) => boolean): Promise<void> {
  const answer = await requestOnce(store, {
    url,
    method: message.method,
    headers: new Headers(message.headers),
    body: message.body ?? null,
    caCertificate: null,
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.body?.cancel();
  if (!accepts(answer.status)) throw new NotReached(`${new URL(url).origin} answered ${answer.status}`);
}
