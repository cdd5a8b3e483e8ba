import type { Answer, Ask } from "../../../bridge/src/protocol/messages.ts";

/** Why nobody could be asked. */
export interface Unreachable {
  readonly ok: null;
  readonly reason: string;
}

/** A way to the directory: through a bridge, or from the site's own machine. */
export interface DirectoryTransport {
  /** Always ends within the time, with the directory's answer, a fault by name, or without anybody to ask. */
  ask(ask: Ask, timeoutMs: number): Promise<Answer | Unreachable>;
}
