import type { JWK } from "jose";
import type { Fault } from "../../../bridge/src/protocol/faults.ts";
import {
  type Answer,
  type Ask,
  closeCodes,
  type FromSite,
  heartbeatMs,
  messageBytesMax,
  parseFromBridge,
  protocolVersion,
} from "../../../bridge/src/protocol/messages.ts";
import { sealFor } from "./seal-for.ts";
import type { Unreachable } from "./transport.ts";

/** What is kept with a socket while the object sleeps. */
type Attached =
  | { readonly state: "new"; readonly nonce: string; readonly audience: string; readonly sinceMs: number }
  | (BridgeSocket & { readonly state: "ready" | "leaving" });

export interface BridgeSocket {
  readonly bridgeId: number;
  /** Thumbprint of the key that it has proved. */
  readonly key: string;
  readonly name: string;
  readonly sealingKey: JWK;
  readonly software: string;
  readonly sinceMs: number;
}

/** What the domain says of a bridge that presents itself. */
export type Admission =
  | ({ readonly ok: true } & Omit<BridgeSocket, "sinceMs">)
  | { readonly ok: false; readonly why: "invalid" | "bridge_unknown" | "bridge_revoked"; readonly name: string };

export type Admit = (hello: { version: number; proof: string; nonce: string; audience: string }) => Promise<Admission>;

interface Pending {
  readonly socket: WebSocket;
  /** Nobody waits any longer: the runtime may have broken off who did, without a word. */
  readonly untilMs: number;
  readonly settle: (answer: Answer) => void;
}

/** Connections that have not said who they are: of more, the oldest goes, so that nobody keeps bridges out by holding all places. */
const newMax = 32;
const socketsMax = 64 + newMax;
const pendingMax = 1000;
/** A connection that has not proved a key by then is closed. */
const helloMsMax = 10_000;
/** Faults that are this bridge's own, or of the place it stands at: another one may do better. */
const worthAnother: readonly Fault[] = [
  "bridge_lost",
  "bridge_busy",
  "bridge_failed",
  "late_answer",
  "garbled_answer",
  "message_too_large",
  "unsealing_failed",
  "unreachable",
];

/** The bridges' connections of one directory: who is there, and which request waits for whom. */
export class BridgeSockets {
  readonly #state: DurableObjectState;
  readonly #pending = new Map<string, Pending>();

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  /** Takes a connection and asks who it is. */
  accept(audience: string): Response {
    this.closeSlow();
    this.#closeOldest();
    const { 0: client, 1: server } = new WebSocketPair();
    this.#state.acceptWebSocket(server);
    const nonce = base64url(crypto.getRandomValues(new Uint8Array(32)));
    this.#attach(server, { state: "new", nonce, audience, sinceMs: Date.now() });
    if (this.#state.getWebSockets().length > socketsMax) server.close(closeCodes.tooMany, "too many connections");
    else send(server, { type: "challenge", version: protocolVersion, nonce });
    return new Response(null, { status: 101, webSocket: client });
  }

  async receive(socket: WebSocket, data: string | ArrayBuffer, admit: Admit): Promise<Admission | null> {
    const length = typeof data === "string" ? data.length : data.byteLength;
    if (length > messageBytesMax) return this.#breakOff(socket, "message_too_large", closeCodes.tooLarge);
    const message = typeof data === "string" ? parseFromBridge(data) : null;
    const attached = attachedTo(socket);
    if (message?.type === "hello" && attached?.state === "new") return this.#greet(socket, { ...message, ...attached }, admit);
    if (message?.type === "answer" && attached && attached.state !== "new") {
      const pending = this.#pending.get(message.id);
      // An answer that nobody waits for came late; one to another bridge's request is nobody's.
      if (pending?.socket === socket) {
        pending.settle("fault" in message ? { ok: false, ...faultIn(message) } : { ok: true, result: message.result });
      }
      return null;
    }
    if (message?.type === "goodbye" && attached?.state === "ready") {
      this.#attach(socket, { ...attached, state: "leaving" });
      return null;
    }
    return this.#breakOff(socket, "garbled_answer", closeCodes.protocolError);
  }

  /** What waits for this connection is told, and may go to another. */
  lost(socket: WebSocket, code: number): void {
    this.#fail(socket, code === closeCodes.tooLarge ? "message_too_large" : "bridge_lost");
  }

  /** Ends the connections of a bridge whose key was revoked. */
  drop(bridgeId: number): void {
    this.#drop((bridge) => bridge.bridgeId === bridgeId);
  }

  #drop(isOut: (bridge: BridgeSocket) => boolean): void {
    for (const [socket, attached] of this.#all()) {
      if (attached.state === "new" || !isOut(attached)) continue;
      this.#fail(socket, "bridge_revoked");
      close(socket, closeCodes.revoked, "revoked");
    }
  }

  connected(): BridgeSocket[] {
    return this.#all().flatMap(([socket, attached]) => (attached.state === "ready" && this.#isAlive(socket, attached) ? [attached] : []));
  }

  /** When the next connection is to be closed that does not say who it is; null: there is none. */
  nextSlowMs(): number | null {
    const times = this.#all().flatMap(([, attached]) => (attached.state === "new" ? [attached.sinceMs + helloMsMax] : []));
    return times.length === 0 ? null : Math.min(...times);
  }

  closeSlow(): void {
    for (const [socket, attached] of this.#all()) {
      if (attached.state === "new" && attached.sinceMs + helloMsMax <= Date.now()) close(socket, closeCodes.tooSlow, "no hello");
    }
  }

  #closeOldest(): void {
    const unknown = this.#all().filter(([, attached]) => attached.state === "new");
    const tooMany = unknown.toSorted(([, a], [, b]) => a.sinceMs - b.sinceMs).slice(0, Math.max(0, unknown.length + 1 - newMax));
    for (const [socket] of tooMany) close(socket, closeCodes.tooMany, "too many connections");
  }

  /**
   * Asks the bridge that has the least to do, and another when that one fails in a way that is its own. The answer comes within the time:
   * while there is another bridge, each has half of what is left.
   *
   * @param allowed ids of the bridges whose keys are good now; connections of others end here
   */
  async ask(ask: Ask, options: { timeoutMs: number; allowed: readonly number[] }): Promise<Answer | Unreachable> {
    const endMs = Date.now() + options.timeoutMs;
    const tried = new Set<WebSocket>();
    let failure = this.#dropOthers(options.allowed);
    for (const [id, { untilMs }] of this.#pending) if (untilMs < Date.now()) this.#pending.delete(id);
    while (Date.now() < endMs) {
      if (this.#pending.size >= pendingMax) return fault("bridge_busy", "too many requests wait");
      const [socket, ...others] = this.#choice(tried);
      if (!socket) return failure ?? { ok: null, reason: "no bridge is connected" };
      tried.add(socket);
      const leftMs = endMs - Date.now();
      const answer = await this.#send(socket, ask, others.length > 0 ? leftMs / 2 : leftMs);
      if (answer.ok || !worthAnother.includes(answer.fault)) return answer;
      failure = answer;
    }
    return failure ?? fault("late_answer");
  }

  #dropOthers(allowed: readonly number[]): Extract<Answer, { ok: false }> | null {
    const strange = this.connected().filter(({ bridgeId }) => !allowed.includes(bridgeId));
    for (const { bridgeId } of strange) this.drop(bridgeId);
    return strange.length === 0 ? null : fault("bridge_revoked", strange.map(({ name }) => name).join(", "));
  }

  /** Connected bridges that were not tried, the least busy first; among equals by chance. */
  #choice(tried: ReadonlySet<WebSocket>): WebSocket[] {
    const busy = new Map<WebSocket, number>();
    for (const { socket } of this.#pending.values()) busy.set(socket, (busy.get(socket) ?? 0) + 1);
    return this.#all()
      .filter(([socket, attached]) => attached.state === "ready" && !tried.has(socket) && this.#isAlive(socket, attached))
      .map(([socket]) => ({ socket, load: (busy.get(socket) ?? 0) + Math.random() / 2 }))
      .toSorted((a, b) => a.load - b.load)
      .map(({ socket }) => socket);
  }

  async #send(socket: WebSocket, ask: Ask, timeoutMs: number): Promise<Answer> {
    const attached = attachedTo(socket);
    if (!attached || attached.state === "new") return fault("bridge_lost");
    const id = crypto.randomUUID();
    const answer = Promise.withResolvers<Answer>();
    this.#pending.set(id, { socket, untilMs: Date.now() + timeoutMs, settle: answer.resolve });
    const timer = setTimeout(() => answer.resolve(fault("late_answer", attached.name)), timeoutMs);
    try {
      const sealed = await sealFor(attached.sealingKey, { id, settings: ask.settings, params: ask.params });
      send(socket, { type: "request", id, method: ask.method, timeout_ms: Math.max(1, Math.round(timeoutMs)), sealed });
      return await answer.promise;
    } catch {
      return fault("bridge_lost", attached.name);
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  async #greet(
    socket: WebSocket,
    hello: { version: number; proof: string; nonce: string; audience: string },
    admit: Admit,
  ): Promise<Admission> {
    const admission = await admit(hello);
    if (!admission.ok) {
      const codes = { invalid: closeCodes.protocolError, bridge_unknown: closeCodes.notAdmitted, bridge_revoked: closeCodes.revoked };
      close(socket, codes[admission.why], admission.why);
      return admission;
    }
    const { bridgeId, key, name, sealingKey, software } = admission;
    // A bridge that was enrolled anew has another key; with the one before nobody is it any more.
    this.#drop((other) => other.bridgeId === bridgeId && other.key !== key);
    this.#attach(socket, { state: "ready", bridgeId, key, name, sealingKey, software, sinceMs: Date.now() });
    send(socket, { type: "welcome", version: protocolVersion, bridge: name });
    return admission;
  }

  #breakOff(socket: WebSocket, name: Fault, code: number): null {
    this.#fail(socket, name);
    close(socket, code, name);
    return null;
  }

  #fail(socket: WebSocket, name: Fault): void {
    const attached = attachedTo(socket);
    const detail = attached && attached.state !== "new" ? attached.name : "";
    for (const pending of this.#pending.values()) if (pending.socket === socket) pending.settle(fault(name, detail));
  }

  #all(): [WebSocket, Attached][] {
    return this.#state.getWebSockets().flatMap((socket) => {
      const attached = attachedTo(socket);
      return attached && socket.readyState === WebSocket.OPEN ? [[socket, attached]] : [];
    });
  }

  /** The runtime answers the bridge's heartbeat by itself and keeps its time. */
  #isAlive(socket: WebSocket, { sinceMs }: Attached): boolean {
    const heardMs = this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    if (Math.max(heardMs, sinceMs) > Date.now() - 3 * heartbeatMs) return true;
    this.#fail(socket, "bridge_lost");
    close(socket, closeCodes.goingAway, "silent");
    return false;
  }

  #attach(socket: WebSocket, attached: Attached): void {
    socket.serializeAttachment(attached);
  }
}

function attachedTo(socket: WebSocket): Attached | null {
  return socket.deserializeAttachment() as Attached | null;
}

function send(socket: WebSocket, message: FromSite): void {
  socket.send(JSON.stringify(message));
}

function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // It is closed already.
  }
}

function fault(name: Fault, detail = ""): Extract<Answer, { ok: false }> {
  return { ok: false, fault: name, detail };
}

function faultIn({ fault: name, detail }: { fault: Fault; detail: string }): { fault: Fault; detail: string } {
  return { fault: name, detail };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
