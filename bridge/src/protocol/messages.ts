/**
 * The protocol between a site and its bridges, version 1 (docs/bridge-protocol.md): JSON texts over a WebSocket that the bridge opens. This
 * file is read by both sides and by the direct transport, and needs nothing of any runtime.
 */
import { type Fault, isFault } from "./faults.ts";

export const protocolVersion = 1;
/** No message of either side is longer. */
export const messageBytesMax = 1024 * 1024;
/** The bridge sends `ping` as often; the site answers `pong` without waking up. */
export const heartbeatMs = 15_000;
export const heartbeatText = { ping: "ping", pong: "pong" } as const;

export const closeCodes = {
  protocolError: 4400,
  notAdmitted: 4401,
  revoked: 4403,
  tooSlow: 4408,
  tooMany: 4429,
  tooLarge: 1009,
  goingAway: 1001,
} as const;

/** A person as the directory knows him. */
export interface Person {
  readonly dn: string;
  /** The value of the attribute that people log in with. */
  readonly name: string;
  readonly realname: string;
  readonly email: string;
  /** DNs of all groups, those that others bring included. */
  readonly groups: readonly string[];
  /** In the group whose members administrate the site. */
  readonly admin: boolean;
}

export interface Group {
  readonly dn: string;
  readonly name: string;
}

/** Why the directory says no to somebody. */
export type Refusal = "unknown" | "password" | "disabled";

/** Configuration keys named `ldap_…`. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** What a site asks: parameters and result of each method. */
export interface Methods {
  readonly login: { params: { name: string; password: string }; result: { person: Person } | { refused: Refusal } };
  readonly lookup: { params: { name: string }; result: { person: Person } | { refused: Refusal } };
  readonly search_people: { params: { name: string }; result: { people: Person[] } };
  readonly search_groups: { params: { name: string; dn: string }; result: { groups: Group[] } };
  readonly ping: { params: {}; result: { server: string } };
}

export type Method = keyof Methods;

const methods: readonly Method[] = ["login", "lookup", "search_people", "search_groups", "ping"];

export function isMethod(value: unknown): value is Method {
  return methods.some((method) => method === value);
}

/** A request as its receiver reads it once it is opened. */
export interface Ask<M extends Method = Method> {
  readonly method: M;
  readonly settings: Values;
  readonly params: Methods[M]["params"];
}

/** How a request ended. */
export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly fault: Fault; readonly detail: string };

export type FromSite =
  | { readonly type: "challenge"; readonly version: number; readonly nonce: string }
  | { readonly type: "welcome"; readonly version: number; readonly bridge: string }
  /** `sealed`: JWE of `{id, settings, params}` for the key that the bridge has proved. */
  | {
      readonly type: "request";
      readonly id: string;
      readonly method: string;
      readonly timeout_ms: number;
      readonly sealed: string;
    };

export type FromBridge =
  /** `proof`: JWS of a `Proof` by the bridge's key, which stands in its header. */
  | { readonly type: "hello"; readonly version: number; readonly proof: string }
  | { readonly type: "answer"; readonly id: string; readonly result: unknown }
  | { readonly type: "answer"; readonly id: string; readonly fault: Fault; readonly detail: string }
  /** Sends nothing new to a bridge that is about to end; what it has is still answered. */
  | { readonly type: "goodbye" };

/** What a bridge signs when it connects. */
export interface Proof {
  readonly nonce: string;
  /** Host (and port) that the bridge has dialled, so that nobody in between can pass the proof on. */
  readonly audience: string;
  /** Public key (JWK) that requests are sealed to. */
  readonly sealing_key: object;
  readonly software: string;
  /** The one-time token, at the first connection. */
  readonly token?: string;
}

/** The message in a text, or null when it is none of the protocol. */
export function parseFromSite(text: string): FromSite | null {
  const value = objectOf(text);
  if (!value) return null;
  const { type } = value;
  if (type === "challenge" && isNumber(value.version) && isText(value.nonce, 16, 200)) {
    return { type, version: value.version, nonce: value.nonce };
  }
  if (type === "welcome" && isNumber(value.version) && isText(value.bridge, 0, 300)) {
    return { type, version: value.version, bridge: value.bridge };
  }
  if (type !== "request" || !isText(value.id, 1, 100) || !isText(value.method, 1, 50)) return null;
  if (!isNumber(value.timeout_ms) || value.timeout_ms < 1 || value.timeout_ms > 300_000) return null;
  if (!isText(value.sealed, 1, messageBytesMax)) return null;
  return { type, id: value.id, method: value.method, timeout_ms: value.timeout_ms, sealed: value.sealed };
}

export function parseFromBridge(text: string): FromBridge | null {
  const value = objectOf(text);
  if (!value) return null;
  const { type } = value;
  if (type === "goodbye") return { type };
  if (type === "hello" && isNumber(value.version) && isText(value.proof, 1, 20_000)) {
    return { type, version: value.version, proof: value.proof };
  }
  if (type !== "answer" || !isText(value.id, 1, 100)) return null;
  if (isFault(value.fault)) {
    return { type, id: value.id, fault: value.fault, detail: typeof value.detail === "string" ? value.detail.slice(0, 1000) : "" };
  }
  return value.fault === undefined && value.result !== undefined ? { type, id: value.id, result: value.result } : null;
}

function objectOf(text: string): Record<string, unknown> | null {
  if (text.length > messageBytesMax) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isText(value: unknown, lengthMin: number, lengthMax: number): value is string {
  return typeof value === "string" && value.length >= lengthMin && value.length <= lengthMax;
}
