import { DurableObject } from "cloudflare:workers";
import { type Answer, heartbeatText, type Method } from "../bridge/src/protocol/messages.ts";
import { parseResult } from "../bridge/src/protocol/results.ts";
import { admitBridge } from "../worker/domain/bridges/admit-bridge.ts";
import { createCommit } from "../worker/domain/context.ts";
import type { Asked, ConnectedBridge, DirectoryAsk, DirectoryDesk, LoggedIn } from "../worker/domain/directory/desk.ts";
import { failuresKeptMs, LogIns } from "../worker/domain/directory/log-ins.ts";
import { parseSettings } from "../worker/domain/settings.ts";
import { createLog } from "../worker/lib/log.ts";
import type { Bindings } from "../worker/store/bindings.ts";
import { openStore } from "../worker/store/db.ts";
import { type Admission, type Admit, BridgeSockets } from "../worker/store/directory/bridge-sockets.ts";
import { FailedBinds } from "../worker/store/directory/failed-binds.ts";
import { hostTransport } from "../worker/store/directory/host-transport.ts";
import type { DirectoryTransport, Unreachable } from "../worker/store/directory/transport.ts";

const log = createLog("directory");

/** One per directory: keeps its bridges' connections, also while it sleeps, matches requests and answers, and counts failed binds. */
export class DirectoryBridge extends DurableObject<Bindings> implements DirectoryDesk {
  readonly #sockets: BridgeSockets;
  readonly #failed: FailedBinds;
  readonly #logIns: LogIns;
  /** The last bridge that was turned away, for whoever wonders why none is there. */
  #turnedAway: Extract<Admission, { ok: false }> | null = null;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.#sockets = new BridgeSockets(ctx);
    this.#failed = new FailedBinds(ctx.storage.sql);
    this.#logIns = new LogIns(this.#failed, (ask) => this.ask(ask));
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeatText.ping, heartbeatText.pong));
  }

  override async fetch(request: Request): Promise<Response> {
    const answer = this.#sockets.accept(new URL(request.url).host);
    await this.#arm();
    return answer;
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const admission = await this.#sockets.receive(socket, data, this.#admit);
    if (admission) this.#note(admission);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    this.#sockets.lost(socket, code);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#sockets.lost(socket, 0);
  }

  async logIn(ask: DirectoryAsk<"login">, attemptsMax: number): Promise<LoggedIn> {
    const outcome = await this.#logIns.logIn(ask, attemptsMax);
    if (outcome.kind === "refused") await this.#arm();
    return outcome;
  }

  async ask<M extends Method>(ask: DirectoryAsk<M>): Promise<Asked<M>> {
    const { method, settings, params } = ask;
    const answer = await this.#transport(ask).ask({ method, settings, params }, ask.timeoutMs);
    const asked = this.#read(method, answer);
    if (asked.kind === "result" && "refused" in asked.result && "name" in params) this.#logIns.forget(params.name);
    if (asked.kind === "fault") log("warn", "the directory was not asked", { method, fault: asked.fault, detail: asked.detail });
    return asked;
  }

  async drop(bridgeId: number): Promise<void> {
    this.#sockets.drop(bridgeId);
  }

  async status(): Promise<{ connected: ConnectedBridge[] }> {
    const connected = this.#sockets.connected().map(({ bridgeId, software, sinceMs }) => ({ bridgeId, software, sinceMs }));
    return { connected };
  }

  override async alarm(): Promise<void> {
    this.#sockets.closeSlow();
    this.#failed.forgetBefore(Date.now() - failuresKeptMs);
    await this.#arm();
  }

  readonly #admit: Admit = (hello) => {
    const store = openStore(this.env);
    const background = (work: Promise<unknown>) => this.ctx.waitUntil(work);
    const site = { store, commit: createCommit(store), now: Date.now, log, requestId: crypto.randomUUID(), background };
    return admitBridge({ ...site, settings: parseSettings({ ...this.env }) }, hello);
  };

  #note(admission: Admission): void {
    this.#turnedAway = admission.ok ? null : admission;
    if (admission.ok) log("info", "a bridge has connected", { bridge: admission.name, software: admission.software });
    else log("warn", "a bridge was turned away", { why: admission.why, bridge: admission.name });
  }

  #transport({ route }: Pick<DirectoryAsk, "route">): DirectoryTransport {
    if (route.by === "bridge") return { ask: (ask, timeoutMs) => this.#sockets.ask(ask, { timeoutMs, allowed: route.allowed }) };
    const host = this.env.ROADSTEAD_LDAP;
    return host ? hostTransport(host) : { ask: async () => ({ ok: null, reason: "there is no bridge" }) };
  }

  #read<M extends Method>(method: M, answer: Answer | Unreachable): Asked<M> {
    if (answer.ok === null) {
      const last = this.#turnedAway ? `; the last one was turned away: ${this.#turnedAway.why}` : "";
      return { kind: "unavailable", reason: `${answer.reason}${last}` };
    }
    if (!answer.ok) return { kind: "fault", fault: answer.fault, detail: answer.detail };
    const result = parseResult(method, answer.result);
    return result ? { kind: "result", result } : { kind: "fault", fault: "garbled_answer", detail: method };
  }

  /** For what is due first. */
  async #arm(): Promise<void> {
    const [slow, failed] = [this.#sockets.nextSlowMs(), this.#failed.oldest()];
    const due = Math.min(slow ?? Infinity, failed === null ? Infinity : failed + failuresKeptMs);
    if (due < Infinity && due < ((await this.ctx.storage.getAlarm()) ?? Infinity))
      await this.ctx.storage.setAlarm(Math.max(due, Date.now()));
  }
}
