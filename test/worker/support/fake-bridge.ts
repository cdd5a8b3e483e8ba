/** A bridge as the site sees one: the real program's side of the protocol over a real WebSocket, before a directory that a test makes up. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import type { BridgeKeys } from "../../../bridge/src/keys.ts";
import type { Answer, Person } from "../../../bridge/src/protocol/messages.ts";
import { createSession, type Session } from "../../../bridge/src/session.ts";
import { api } from "./harbor.ts";
import { admin, anonymous, call, callJson, fresh, until } from "./site.ts";

interface Asked {
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Answers = (asked: Asked) => Answer | Promise<Answer>;

export interface FakeBridge {
  readonly socket: WebSocket;
  /** Requests that it was asked, in order. */
  readonly asked: Asked[];
  /** Its name, once the site has welcomed it. */
  readonly name: string | null;
  /** The code that the site closed with. */
  readonly closed: number | null;
  readonly session: Session;
  answers: Answers;
  /** Instead of what the session would send. */
  sends: ((text: string) => void) | null;
}

export async function makeKeys(): Promise<BridgeKeys> {
  const signing = await generateKeyPair("ES256", { extractable: true });
  const sealing = await generateKeyPair("ECDH-ES", { crv: "P-256", extractable: true });
  const signingPublic = await exportJWK(signing.publicKey);
  return {
    signing: signing.privateKey,
    signingPublic,
    sealing: sealing.privateKey,
    sealingPublic: await exportJWK(sealing.publicKey),
    fingerprint: await calculateJwkThumbprint(signingPublic),
  };
}

/** A new bridge in the list, and its token. */
export async function createBridge(name = fresh("bridge")): Promise<{ id: number; name: string; token: string }> {
  const answer = await callJson(admin, "POST", `${api}/bridges`, { name });
  const made = await answer.json<{ id: number; token: string }>();
  return { ...made, name };
}

/** A connection that says nothing by itself. */
export async function dial(): Promise<WebSocket> {
  const { webSocket } = await call(anonymous, "GET", "/bridge", { headers: { Upgrade: "websocket" } });
  if (!webSocket) throw new Error("no WebSocket");
  webSocket.accept();
  return webSocket;
}

/** Connects and presents itself; whether it was welcomed is for the test to see. */
export async function connect(
  keys: BridgeKeys,
  options: { token?: string; answers?: Answers; audience?: string; software?: string } = {},
): Promise<FakeBridge> {
  const socket = await dial();
  const state = { name: null as string | null, closed: null as number | null };
  const asked: Asked[] = [];
  const answer = async (request: Asked): Promise<Answer> => {
    asked.push(request);
    return bridge.answers(request);
  };
  const session = createSession({
    audience: options.audience ?? "registry.test",
    token: options.token ?? null,
    software: options.software ?? "0.1.0",
    keys,
    directory: { answer, close: async () => undefined },
    log: () => undefined,
    send: (text) => (bridge.sends ? bridge.sends(text) : socket.send(text)),
    onWelcome: (name) => {
      state.name = name;
    },
  });
  const bridge: FakeBridge = {
    socket,
    asked,
    session,
    answers: options.answers ?? directoryOf({}),
    sends: null,
    get name() {
      return state.name;
    },
    get closed() {
      return state.closed;
    },
  };
  socket.addEventListener("message", ({ data }) => void session.receive(String(data)).catch(() => undefined));
  socket.addEventListener("close", ({ code }) => {
    state.closed = code;
  });
  return bridge;
}

/** One that the site knows and has welcomed. */
export async function enrolled(answers?: Answers): Promise<FakeBridge & { readonly id: number; readonly keys: BridgeKeys }> {
  const { id, token } = await createBridge();
  const keys = await makeKeys();
  const bridge = await connect(keys, { token, ...(answers ? { answers } : {}) });
  await until("the bridge is welcomed", () => bridge.name !== null);
  return Object.defineProperties(bridge, { id: { value: id }, keys: { value: keys } }) as FakeBridge & { id: number; keys: BridgeKeys };
}

export type People = Readonly<Record<string, Partial<Person> & { password: string; disabled?: boolean }>>;

/** A directory with these people. */
export function directoryOf(people: People): Answers {
  return ({ method, params }) => {
    const name = typeof params.name === "string" ? params.name.toLowerCase() : "";
    const found = people[name];
    if (method === "ping") return { ok: true, result: { server: "ldaps://directory.test:636" } };
    if (method === "search_people") {
      return {
        ok: true,
        result: {
          people: Object.keys(people)
            .filter((one) => one.includes(name))
            .map((one) => person(one, people[one])),
        },
      };
    }
    if (method === "search_groups") return { ok: true, result: { groups: [{ dn: "cn=dev,dc=test", name: "dev" }] } };
    if (!found) return { ok: true, result: { refused: "unknown" } };
    if (method === "login" && params.password !== found.password) return { ok: true, result: { refused: "password" } };
    return { ok: true, result: found.disabled ? { refused: "disabled" } : { person: person(name, found) } };
  };
}

function person(name: string, said: Partial<Person> = {}): Person {
  const { dn, realname, email, groups, admin: isAdmin } = said;
  return {
    dn: dn ?? `uid=${name},dc=test`,
    name: said.name ?? name,
    realname: realname ?? `${name} of the directory`,
    email: email ?? `${name}@directory.test`,
    groups: groups ?? [],
    admin: isAdmin ?? false,
  };
}
