import { NotReached } from "./not-reached.ts";

const timeoutMs = 15_000;

/**
 * Sends a request and expects a status that `accepts`. Redirects are not followed: what is sent may hold a credential.
 *
 * @throws NotReached
 */
export async function sendHttp(url: string, init: RequestInit, accepts: (status: number) => boolean): Promise<void> {
  const { origin } = new URL(url);
  const answer = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) }).catch((error: unknown) => {
    throw new NotReached(`${origin}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  // What a standalone server's host says instead of an answer.
  const refusal = answer.headers.get("roadstead-outbound-error");
  if (refusal !== null) throw new NotReached((await answer.text()).trim());
  await answer.body?.cancel();
  if (!accepts(answer.status)) throw new NotReached(`${origin} answered ${answer.status}`);
}
