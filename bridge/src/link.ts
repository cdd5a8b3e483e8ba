import { closeCodes, heartbeatMs, heartbeatText } from "./protocol/messages.ts";
import { createSession, type Session, type SessionOptions } from "./session.ts";

export interface LinkOptions extends Omit<SessionOptions, "send" | "onWelcome" | "audience"> {
  readonly siteUrl: URL;
}

export interface Link {
  readonly state: { readonly connected: boolean; readonly bridge: string | null; readonly since: string | null; readonly reason: string };
  /** Lets what was begun be answered, for at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const retryMsMin = 500;
const retryMsMax = 60_000;
/** Without a sign of life for so long the connection counts as lost. */
const silenceMsMax = 3 * heartbeatMs;
/** A proxy or a site that never answers must not hold the bridge. */
const welcomeMsMax = 20_000;

const reasons: Readonly<Record<number, string>> = {
  [closeCodes.notAdmitted]: "the site does not know this bridge's key and takes no such token: make a new token",
  [closeCodes.revoked]: "this bridge was removed from the site: its key is revoked; make a new bridge and token",
  [closeCodes.protocolError]: "the site does not speak this protocol, or this program is too old",
  [closeCodes.tooMany]: "the site has too many bridges",
};

/** Keeps one connection to the site, and makes it anew whenever it is lost: after a random part of a time that doubles. */
export function keepLink(options: LinkOptions): Link {
  const { siteUrl, log } = options;
  const url = new URL("/bridge", siteUrl);
  url.protocol = siteUrl.protocol === "https:" ? "wss:" : "ws:";
  let state: Link["state"] = { connected: false, bridge: null, since: null, reason: "not connected yet" };
  let attempts = 0;
  let isStopping = false;
  let retry: NodeJS.Timeout | undefined;
  let current: { socket: WebSocket; session: Session } | undefined;

  const connect = (): void => {
    const socket = new WebSocket(url);
    const session = createSession({
      ...options,
      audience: siteUrl.host,
      send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
      onWelcome: (bridge) => {
        attempts = 0;
        clearTimeout(tooLong);
        state = { connected: true, bridge, since: new Date().toISOString(), reason: "" };
        log("info", "connected", { site: siteUrl.origin, bridge });
      },
    });
    current = { socket, session };
    let heardMs = Date.now();
    let isLost = false;
    const beat = setInterval(() => {
      if (Date.now() - heardMs > silenceMsMax) giveUp("silent");
      else if (socket.readyState === WebSocket.OPEN) socket.send(heartbeatText.ping);
    }, heartbeatMs);
    const tooLong = setTimeout(() => giveUp("no welcome"), welcomeMsMax);
    const lost = (code: number, said: string): void => {
      if (isLost) return;
      isLost = true;
      clearInterval(beat);
      clearTimeout(tooLong);
      state = { connected: false, bridge: state.bridge, since: new Date().toISOString(), reason: said };
      if (isStopping) return;
      const waitMs = Math.round(Math.min(retryMsMax, retryMsMin * 2 ** Math.min(attempts, 10)) * (0.5 + Math.random() / 2));
      attempts += 1;
      log("warn", "not connected", { site: siteUrl.origin, code, reason: said, next_attempt_ms: waitMs });
      retry = setTimeout(connect, waitMs);
    };
    /** Whoever is silent does not answer a close either, and until he does there is no event of that name. */
    const giveUp = (why: string): void => {
      socket.close(4000, why);
      lost(4000, why);
    };
    socket.addEventListener("message", ({ data }) => {
      heardMs = Date.now();
      if (isLost || data === heartbeatText.pong) return;
      void session.receive(typeof data === "string" ? data : "");
    });
    // What went wrong comes with `close`, which follows.
    socket.addEventListener("error", () => undefined);
    socket.addEventListener("close", ({ code, reason }) => lost(code, reasons[code] ?? (reason || `closed with ${code}`)));
  };
  connect();

  return {
    get state() {
      return state;
    },
    async stop(graceMs) {
      isStopping = true;
      clearTimeout(retry);
      const link = current;
      if (!link || link.socket.readyState !== WebSocket.OPEN) return link?.socket.close();
      link.session.goodbye();
      for (const endMs = Date.now() + graceMs; link.session.open > 0 && Date.now() < endMs;)
        await new Promise((next) => setTimeout(next, 20));
      link.socket.close(1000, "the bridge ends");
    },
  };
}
