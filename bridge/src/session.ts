import { compactDecrypt, CompactSign } from "jose";
import type { Directory } from "./directory.ts";
import type { BridgeKeys } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Fault } from "./protocol/faults.ts";
import {
  type Answer,
  type FromBridge,
  type FromSite,
  messageBytesMax,
  parseFromSite,
  type Proof,
  protocolVersion,
  type Values,
} from "./protocol/messages.ts";

export interface SessionOptions {
  /** Host and port that were dialled. */
  readonly audience: string;
  readonly token: string | null;
  readonly software: string;
  readonly keys: BridgeKeys;
  readonly directory: Directory;
  readonly log: Log;
  readonly send: (text: string) => void;
  readonly onWelcome: (name: string) => void;
}

/** One connection's conversation, whatever carries it. */
export interface Session {
  receive(text: string): Promise<void>;
  /** Requests that are being answered. */
  readonly open: number;
  goodbye(): void;
}

const openMax = 1000;

type Request = Extract<FromSite, { type: "request" }>;

export function createSession(options: SessionOptions): Session {
  const { log } = options;
  let isProved = false;
  let isWelcome = false;
  let open = 0;
  const send = (message: FromBridge) => options.send(JSON.stringify(message));

  const serve = async (request: Request): Promise<void> => {
    const startedMs = Date.now();
    const answer = open > openMax ? fault("bridge_busy") : await answered(options, request);
    const lastedMs = Date.now() - startedMs;
    const facts = { id: request.id, method: request.method, ms: lastedMs };
    if (answer.ok) log("info", "answered", facts);
    else log("warn", "not answered", { ...facts, fault: answer.fault, detail: answer.detail });
    // Nobody waits for it any more.
    if (lastedMs > request.timeout_ms) return;
    send(answer.ok ? { type: "answer", id: request.id, result: answer.result } : { type: "answer", id: request.id, ...withoutOk(answer) });
  };

  return {
    get open() {
      return open;
    },
    goodbye: () => send({ type: "goodbye" }),
    async receive(text) {
      const message = text.length > messageBytesMax ? null : parseFromSite(text);
      if (message?.type === "challenge" && !isProved) {
        isProved = true;
        return send({ type: "hello", version: protocolVersion, proof: await prove(options, message.nonce) });
      }
      if (message?.type === "welcome" && isProved && !isWelcome) {
        isWelcome = true;
        return options.onWelcome(message.bridge);
      }
      if (message?.type === "request" && isWelcome) {
        open += 1;
        return serve(message).finally(() => (open -= 1));
      }
      log("warn", "a message that is not of the protocol was ignored", { characters: text.length });
    },
  };
}

async function prove({ keys, audience, token, software }: SessionOptions, nonce: string): Promise<string> {
  const proof: Proof = { nonce, audience, sealing_key: keys.sealingPublic, software, ...(token === null ? {} : { token }) };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(proof)))
    .setProtectedHeader({ alg: "ES256", jwk: keys.signingPublic })
    .sign(keys.signing);
}

async function answered({ keys, directory }: SessionOptions, request: Request): Promise<Answer> {
  const opened = await unseal(keys, request);
  if (!opened) return fault("unsealing_failed");
  try {
    return await directory.answer({ method: request.method, ...opened, timeoutMs: request.timeout_ms });
  } catch (error) {
    return fault("bridge_failed", error instanceof Error ? error.name : "");
  }
}

/** What the request holds, or null when it was not sealed for this bridge or belongs to another request. */
async function unseal(keys: BridgeKeys, { id, sealed }: Request): Promise<{ settings: Values; params: Record<string, unknown> } | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, keys.sealing, {
      keyManagementAlgorithms: ["ECDH-ES"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    const value = JSON.parse(new TextDecoder().decode(plaintext)) as { id?: unknown; settings?: unknown; params?: unknown };
    if (value.id !== id || !isObject(value.settings) || !isObject(value.params)) return null;
    return { settings: value.settings as Values, params: value.params };
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(name: Fault, detail = ""): Extract<Answer, { ok: false }> {
  return { ok: false, fault: name, detail };
}

function withoutOk({ fault: name, detail }: Extract<Answer, { ok: false }>): { fault: Fault; detail: string } {
  return { fault: name, detail };
}
