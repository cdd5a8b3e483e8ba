import type { Answer } from "../../../bridge/src/protocol/messages.ts";
import { isFault } from "../../../bridge/src/protocol/faults.ts";
import type { DirectoryTransport } from "./transport.ts";

/** A standalone server's Node host runs the bridge's own code: `standalone/directory.ts`. */
export function hostTransport(host: Fetcher): DirectoryTransport {
  return {
    async ask(ask, timeoutMs) {
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await host.fetch("http://host/", { method: "POST", body: JSON.stringify({ ...ask, timeoutMs }), signal });
        return answerOf(await answer.json<Partial<Record<string, unknown>>>());
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        return { ok: false, fault: isLate ? "late_answer" : "bridge_failed", detail: error instanceof Error ? error.message : "" };
      }
    },
  };
}

function answerOf(value: Partial<Record<string, unknown>>): Answer {
  if (value.ok === true) return { ok: true, result: value.result };
  return {
    ok: false,
    fault: isFault(value.fault) ? value.fault : "garbled_answer",
    detail: typeof value.detail === "string" ? value.detail : "",
  };
}
