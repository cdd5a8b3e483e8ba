import { setTimeout as sleep } from "node:timers/promises";
import { Agent, fetch } from "undici";
import { StartError } from "./start-error.ts";

const waitMsMax = 30_000;

/**
 * Waits until the Worker says that it is healthy.
 *
 * @throws StartError with its last answer.
 */
export async function waitUntilHealthy(url: string): Promise<void> {
  // The certificate names the host that clients use, not the address that is asked here.
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const target = new URL("/api/v2.0/health", url.replace(/\/\/(0\.0\.0\.0|\*)/, "//127.0.0.1").replace("//[::]", "//[::1]"));
  try {
    for (const untilMs = Date.now() + waitMsMax; ; await sleep(200)) {
      const said = await ask(target, dispatcher);
      if (said === null) return;
      if (Date.now() > untilMs) throw new StartError(`the server does not answer as it should: ${said}`);
    }
  } finally {
    await dispatcher.close();
  }
}

/** Null when it is healthy, else what it said. */
async function ask(url: URL, dispatcher: Agent): Promise<string | null> {
  try {
    const answer = await fetch(url, { dispatcher, signal: AbortSignal.timeout(5_000) });
    const text = await answer.text();
    return answer.status === 200 ? null : `${answer.status} ${text}`;
  } catch (error) {
    return error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ""}` : String(error);
  }
}
