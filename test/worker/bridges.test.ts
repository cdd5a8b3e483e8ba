/** Bridges: who may make one, how one becomes known by its key, and what the site does with connections that do not behave. */
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { admitBridge, hashOf } from "../../worker/domain/bridges/admit-bridge.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import transcript from "../bridge/transcript-v1.json";
import { messageBytesMax } from "../../bridge/src/protocol/messages.ts";
import { connect, createBridge, dial, enrolled, type FakeBridge, makeKeys } from "./support/fake-bridge.ts";
import { api } from "./support/harbor.ts";
import { admin, anonymous, auditRows, bindings, call, callJson, codeOf, createUser, fresh, query, until } from "./support/site.ts";

const open: FakeBridge[] = [];

afterEach(() => {
  for (const { socket } of open.splice(0)) socket.close();
});
afterAll(async () => {
  await bindings.DB.prepare("update bridges set revoked_at = 1 where revoked_at is null").run();
});

async function welcomed(...given: Parameters<typeof connect>): Promise<FakeBridge> {
  const bridge = await connect(...given);
  open.push(bridge);
  await until("the bridge is welcomed or closed", () => bridge.name !== null || bridge.closed !== null);
  return bridge;
}

interface Shown {
  readonly id: number;
  readonly name: string;
  readonly enrolled: boolean;
  readonly connected: boolean;
  readonly key_fingerprint: string;
  readonly token_expires_at?: string;
}

async function shown(id: number): Promise<Shown | undefined> {
  const all = await (await call(admin, "GET", `${api}/bridges`)).json<Shown[]>();
  return all.find((one) => one.id === id);
}

describe("enrolment", () => {
  it("a bridge enrols a key with its token and is known by the key from then on", async () => {
    const made = await createBridge();
    expect(await shown(made.id)).toMatchObject({ enrolled: false, connected: false, key_fingerprint: "" });
    const keys = await makeKeys();
    const first = await welcomed(keys, { token: made.token });
    expect(first.name).toBe(made.name);
    expect(await shown(made.id)).toMatchObject({ enrolled: true, connected: true, key_fingerprint: keys.fingerprint });
    expect((await shown(made.id))?.token_expires_at).toBeUndefined();
    expect((await welcomed(keys)).name).toBe(made.name);
    expect(await auditRows("resource = ? and resource_type = 'bridge'", made.name)).toMatchObject([
      { operation: "create", actor: "admin" },
      { operation: "update", actor: "roadstead" },
    ]);
  });

  it("a token is good for one key: stolen afterwards it opens nothing", async () => {
    const made = await createBridge();
    await welcomed(await makeKeys(), { token: made.token });
    const thief = await welcomed(await makeKeys(), { token: made.token });
    expect(thief.name).toBeNull();
    expect(thief.closed).toBe(4401);
  });

  it("of two keys that bring one token at once, one is enrolled", async () => {
    const { id, token } = await createBridge();
    const both = await Promise.all([welcomed(await makeKeys(), { token }), welcomed(await makeKeys(), { token })]);
    expect(both.filter(({ name }) => name !== null)).toHaveLength(1);
    const [row] = await query<{ n: number }>("select count(*) as n from bridges where id = ? and key_thumbprint is not null", id);
    expect(row?.n).toBe(1);
  });

  it("a token that has run out, or that a newer one has replaced, opens nothing", async () => {
    const { id, token } = await createBridge();
    const renewed = await (await callJson(admin, "POST", `${api}/bridges/${id}/token`)).json<{ token: string }>();
    expect((await welcomed(await makeKeys(), { token })).closed).toBe(4401);
    await bindings.DB.prepare("update bridges set token_expires_at = 1 where id = ?").bind(id).run();
    expect((await welcomed(await makeKeys(), { token: renewed.token })).closed).toBe(4401);
  });

  it("a token is stored as a hash alone", async () => {
    const { id, token } = await createBridge();
    const [row] = await query<Record<string, unknown>>("select * from bridges where id = ?", id);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await auditRows("description like ?", `%${token}%`)).toEqual([]);
  });

  it("a machine that lost its key enrols anew; the old key opens nothing then", async () => {
    const bridge = await enrolled();
    open.push(bridge);
    const { token } = await (await callJson(admin, "POST", `${api}/bridges/${bridge.id}/token`)).json<{ token: string }>();
    expect((await welcomed(bridge.keys)).name).not.toBeNull();
    expect(bridge.closed).toBeNull();
    expect((await welcomed(await makeKeys(), { token })).name).not.toBeNull();
    await until("the connection with the old key is cut off", () => bridge.closed !== null);
    expect(bridge.closed).toBe(4403);
    expect((await welcomed(bridge.keys)).closed).toBe(4401);
  });

  it("a deleted bridge is cut off at once, and its key is revoked for ever, whatever token it brings", async () => {
    const bridge = await enrolled();
    expect((await callJson(admin, "DELETE", `${api}/bridges/${bridge.id}`)).status).toBe(200);
    await until("it is cut off", () => bridge.closed !== null);
    expect(bridge.closed).toBe(4403);
    expect(await shown(bridge.id)).toBeUndefined();
    const { token } = await createBridge();
    expect((await welcomed(bridge.keys, { token })).closed).toBe(4403);
  });
});

it("version 1: the proof that was recorded is understood, for its nonce and its host alone", async () => {
  const line = transcript.lines[1]?.text ?? "";
  const { proof } = JSON.parse(line) as { proof: string };
  const { nonce } = JSON.parse(transcript.lines[0]?.text ?? "") as { nonce: string };
  const site = siteContext(bindings, "transcript", () => undefined);
  const admit = (more: object) => admitBridge(site, { version: 1, proof, nonce, audience: transcript.audience, ...more });
  await query(
    "insert into bridges (name, token_hash, token_expires_at, created_at) values ('recorded', ?, 9e15, 1)",
    hashOf(transcript.token),
  );
  expect(await admit({ nonce: "another" })).toMatchObject({ ok: false, why: "invalid" });
  expect(await admit({ audience: "evil.test" })).toMatchObject({ ok: false, why: "invalid" });
  expect(await admit({ version: 2 })).toMatchObject({ ok: false, why: "invalid" });
  const { kty, crv, x, y } = transcript.keys.sealing;
  expect(await admit({})).toMatchObject({ ok: true, name: "recorded", software: "0.1.0", sealingKey: { kty, crv, x, y } });
});

describe("a proof", () => {
  it("for another host is refused: nobody in between can pass it on", async () => {
    const { token } = await createBridge();
    expect((await welcomed(await makeKeys(), { token, audience: "evil.test" })).closed).toBe(4400);
  });

  it("of another connection is refused", async () => {
    const bridge = await enrolled();
    open.push(bridge);
    const socket = await dial();
    const other = await dial();
    let code: number | null = null;
    other.addEventListener("close", (event) => {
      code = event.code;
    });
    const signed = await connect(bridge.keys);
    open.push(signed);
    // What this one would say to its own connection, said to another.
    const hello = await new Promise<string>((done) => {
      void connect(bridge.keys).then((copy) => {
        open.push(copy);
        copy.sends = done;
      });
    });
    other.send(hello);
    await until("it is closed", () => code !== null);
    expect(code).toBe(4400);
    socket.close();
  });

  it.each(["", "x.y.z", "eyJhbGciOiJub25lIn0.e30."])("that is none (%j) is refused", async (proof) => {
    const socket = await dial();
    let code: number | null = null;
    socket.addEventListener("close", (event) => {
      code = event.code;
    });
    socket.send(JSON.stringify({ type: "hello", version: 1, proof }));
    await until("it is closed", () => code !== null);
    expect(code).toBe(4400);
  });

  it("of another version of the protocol is refused", async () => {
    const { token } = await createBridge();
    const bridge = await connect(await makeKeys(), { token });
    open.push(bridge);
    bridge.sends = (text) => bridge.socket.send(JSON.stringify({ ...JSON.parse(text), version: 2 }));
    await until("it is closed", () => bridge.closed !== null);
    expect(bridge.closed).toBe(4400);
  });
});

describe("a connection", () => {
  it("426: anything but a WebSocket", async () => {
    const answer = await call(anonymous, "GET", "/bridge");
    expect(answer.status).toBe(426);
    expect(answer.headers.get("Upgrade")).toBe("websocket");
    expect(await codeOf(answer)).toBe("UPGRADE_REQUIRED");
  });

  it.each([
    ["no JSON", "x"],
    ["no message", "[]"],
    ["an answer before it has said who it is", JSON.stringify({ type: "answer", id: "1", result: {} })],
  ])("that sends %s is closed", async (_, text) => {
    const socket = await dial();
    let code: number | null = null;
    socket.addEventListener("close", (event) => {
      code = event.code;
    });
    socket.send(text);
    await until("it is closed", () => code !== null);
    expect(code).toBe(4400);
  });

  it("that sends more than 1 MiB is closed", async () => {
    const bridge = await enrolled();
    bridge.socket.send("x".repeat(messageBytesMax + 1));
    await until("it is closed", () => bridge.closed !== null);
    expect(bridge.closed).toBe(1009);
  });

  it("that says nothing for ten seconds is closed when the next one comes", async () => {
    const socket = await dial();
    let code: number | null = null;
    socket.addEventListener("close", (event) => {
      code = event.code;
    });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
    const next = await dial();
    vi.useRealTimers();
    await until("it is closed", () => code !== null);
    expect(code).toBe(4408);
    next.close();
  });

  it("that has sent no heartbeat for 45 seconds is not asked any more", async () => {
    const bridge = await enrolled();
    expect(await shown(bridge.id)).toMatchObject({ connected: true });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 46_000 });
    expect(await shown(bridge.id)).toMatchObject({ connected: false });
    vi.useRealTimers();
    await until("it is closed", () => bridge.closed !== null);
    expect(bridge.closed).toBe(1001);
  });

  it("that does not say who it is gives way to the thirty-second after it; a bridge that is known stays", async () => {
    const bridge = await enrolled();
    open.push(bridge);
    const sockets: WebSocket[] = [];
    const closed = new Map<number, number>();
    for (let times = 0; times < 34; times += 1) {
      const socket = await dial();
      socket.addEventListener("close", ({ code }) => void closed.set(times, code));
      sockets.push(socket);
      // Of those that come within one millisecond none is the oldest.
      await scheduler.wait(2);
    }
    await until("two are closed", () => closed.size === 2);
    expect([...closed]).toEqual([
      [0, 4429],
      [1, 4429],
    ]);
    expect(bridge.closed).toBeNull();
    for (const socket of sockets) socket.close();
  });

  it("is answered its heartbeat", async () => {
    const bridge = await enrolled();
    open.push(bridge);
    const heard = new Promise<unknown>((done) => bridge.socket.addEventListener("message", ({ data }) => done(data)));
    bridge.socket.send("ping");
    expect(await heard).toBe("pong");
  });
});

describe("the list", () => {
  it("409: a name is there once; a deleted one is free again", async () => {
    const { id, name } = await createBridge();
    expect((await callJson(admin, "POST", `${api}/bridges`, { name: name.toUpperCase() })).status).toBe(409);
    await callJson(admin, "DELETE", `${api}/bridges/${id}`);
    expect((await callJson(admin, "POST", `${api}/bridges`, { name })).status).toBe(201);
    expect((await callJson(admin, "POST", `${api}/bridges`, { name: "a/b" })).status).toBe(400);
  });

  it("404: one that is not there, or has been deleted", async () => {
    const { id } = await createBridge();
    await callJson(admin, "DELETE", `${api}/bridges/${id}`);
    for (const [method, path] of [
      ["DELETE", `${api}/bridges/${id}`],
      ["POST", `${api}/bridges/${id}/token`],
      ["DELETE", `${api}/bridges/999999`],
    ] as const) {
      expect((await callJson(admin, method, path)).status, path).toBe(404);
    }
  });

  it("403: is for system administrators", async () => {
    const user = await createUser();
    expect((await call(user, "GET", `${api}/bridges`)).status).toBe(403);
    expect((await callJson(user, "POST", `${api}/bridges`, { name: fresh("bridge") })).status).toBe(403);
    expect((await call(anonymous, "GET", `${api}/bridges`)).status).toBe(401);
  });
});
