/** What goes wrong between a site and its directory: what the caller sees, what the log and `ldap/ping` say, and how another bridge helps. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BridgeKeys } from "../../bridge/src/keys.ts";
import { type Fault, faults } from "../../bridge/src/protocol/faults.ts";
import { messageBytesMax } from "../../bridge/src/protocol/messages.ts";
import { bridge, hire, me, people, searchPassword, withDirectory } from "./support/directory.ts";
import { connect, directoryOf, type FakeBridge } from "./support/fake-bridge.ts";
import { api } from "./support/harbor.ts";
import { admin, basic, bindings, call, callJson, codeOf, createUser, fresh, until } from "./support/site.ts";

withDirectory();

let logged: string[] = [];

beforeEach(() => {
  logged = [];
  for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockImplementation((line) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

async function ping(): Promise<{ success: boolean; message: string }> {
  const answer = await callJson(admin, "POST", `${api}/ldap/ping`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

async function expectFault(fault: Fault, attempt = hire()): Promise<void> {
  const answer = await me(attempt);
  expect(answer.status).toBe(401);
  expect(await answer.text()).not.toContain(fault);
  const line = logged.find((one) => one.includes("the directory let nobody in"));
  expect(line).toContain(`"why":"${fault}"`);
  for (const secret of [attempt.password, searchPassword]) expect(logged.join("\n")).not.toContain(secret);
}

describe("no bridge is connected", () => {
  it("503 at once, naming the directory, for whom no account of this site answers; accounts of this site go on", async () => {
    const startedMs = Date.now();
    const answer = await me(hire());
    expect(answer.status).toBe(503);
    expect(Date.now() - startedMs).toBeLessThan(2000);
    expect(await answer.clone().text()).toContain("ldaps://directory.test");
    expect(await codeOf(answer)).toBe("UNAVAILABLE");
    expect(answer.headers.get("Retry-After")).not.toBeNull();
    const local = await createUser();
    expect((await me(local)).status).toBe(200);
    expect((await me(basic(local.name, "Wrong12345"))).status).toBe(401);
    expect((await me(admin)).status).toBe(200);
  });

  it("503 for a token and under /v2, too", async () => {
    const person = hire();
    expect((await call(person, "GET", "/service/token?service=harbor-registry")).status).toBe(503);
    const answer = await call(person, "GET", "/v2/");
    expect(answer.status).toBe(503);
    expect(await codeOf(answer)).toBe("UNAVAILABLE");
  });

  it("is what ldap/ping says, and who was turned away last", async () => {
    const { id, keys, socket } = await bridge();
    expect(await ping()).toEqual({ success: true, message: "ldaps://directory.test:636" });
    socket.close();
    await until("the site knows", async () => !(await ping()).success);
    expect((await ping()).message).toContain("no bridge is connected");
    await callJson(admin, "DELETE", `${api}/bridges/${id}`);
    const revoked = await connect(keys);
    await until("it is turned away", () => revoked.closed !== null);
    expect((await ping()).message).toContain("bridge_revoked");
  });
});

describe("a fault behind the bridge looks like a wrong password to the caller and has its name in the log and in ldap/ping", () => {
  const behind = [
    "search_refused",
    "unreachable",
    "untrusted_certificate",
    "base_missing",
    "filter_bad",
    "name_ambiguous",
    "referral",
    "directory_timeout",
    "tls_required",
  ] as const;

  it.each(behind)("%s", async (fault) => {
    await bridge(() => ({ ok: false, fault, detail: "as the directory says" }));
    expect(await ping()).toEqual({ success: false, message: `${fault}: ${faults[fault]} (as the directory says)` });
    await expectFault(fault);
  });

  it("a late answer", async () => {
    await bridge(() => new Promise(() => undefined));
    const [said] = await Promise.all([ping(), expectFault("late_answer")]);
    expect(said.message).toMatch(/^late_answer: /);
  });

  it.each([
    ["a text that is no message", "certainly"],
    ["a list", "[1, 2]"],
    ["a message of another kind", JSON.stringify({ type: "welcome" })],
  ])("a garbled answer: %s", async (_, text) => {
    const one = await bridge();
    one.sends = () => one.socket.send(text);
    await expectFault("garbled_answer");
  });

  it.each([
    ["nothing", {}],
    ["a person without a name", { person: { dn: "uid=a", groups: [] } }],
    ["groups that are none", { person: { dn: "uid=a", name: "a", realname: "", email: "", admin: false, groups: "all" } }],
    ["a person whose name is an object", { person: { dn: "uid=a", name: {}, realname: "", email: "", admin: false, groups: [] } }],
    ["an administrator by a word", { person: { dn: "uid=a", name: "a", realname: "", email: "", admin: "yes", groups: [] } }],
    ["another method's result", { server: "x" }],
  ])("a garbled result: %s", async (_, result) => {
    await bridge(() => ({ ok: true, result }));
    await expectFault("garbled_answer");
  });

  it("garbled pings", async () => {
    await bridge(() => ({ ok: true, result: { server: 1 } }));
    expect((await ping()).message).toMatch(/^garbled_answer: /);
  });

  it("a message of more than 1 MiB", async () => {
    const one = await bridge();
    one.sends = () => one.socket.send("x".repeat(messageBytesMax + 1));
    await expectFault("message_too_large");
    await until("the connection is closed", () => one.closed !== null);
    expect(one.closed).toBe(1009);
  });

  it("a bridge whose key was revoked without its being told", async () => {
    const one = await bridge();
    await bindings.DB.prepare("update bridges set revoked_at = 1 where id = ?").bind(one.id).run();
    await expectFault("bridge_revoked");
    await until("it is cut off", () => one.closed !== null);
    expect(one.closed).toBe(4403);
    expect(one.asked).toEqual([]);
  });

  it("is counted neither against the name nor against the address", async () => {
    const one = await bridge(() => ({ ok: false, fault: "search_refused", detail: "" }));
    const person = hire();
    for (let times = 0; times < 8; times += 1) expect((await me(person, "203.0.113.7")).status).toBe(401);
    one.answers = (asked) => directoryOf(people)(asked);
    expect((await me(person, "203.0.113.7")).status).toBe(200);
  });
});

it("whoever gives up keeps nobody else out of the name", async () => {
  const one = await bridge(() => new Promise(() => undefined));
  const person = hire();
  const gone = new AbortController();
  const attempt = call(basic(person.name, "wrong"), "GET", `${api}/users/current`, { signal: gone.signal }).catch(() => null);
  await until("the bridge is asked", () => one.asked.length === 1);
  gone.abort();
  await attempt;
  one.answers = (asked) => directoryOf(people)(asked);
  expect((await me(person)).status).toBe(200);
});

describe("of two bridges", () => {
  it("another answers when one breaks off in the middle of a request", async () => {
    const person = hire();
    const [one, two] = [await bridge(), await bridge()];
    const breaksOff = (mine: FakeBridge) => {
      mine.answers = async () => {
        const other = mine === one ? two : one;
        other.answers = (asked) => directoryOf(people)(asked);
        mine.socket.close();
        return new Promise(() => undefined);
      };
    };
    // Whichever is asked first is lost.
    breaksOff(one);
    breaksOff(two);
    expect((await me(person)).status).toBe(200);
    expect(one.asked.length + two.asked.length).toBe(2);
  });

  it.each([
    ["does not answer", () => new Promise<never>(() => undefined)],
    ["cannot reach the directory", () => ({ ok: false, fault: "unreachable", detail: "" }) as const],
    ["failed inside", () => ({ ok: false, fault: "bridge_failed", detail: "" }) as const],
  ])("another answers when one %s", async (_, answers) => {
    await bridge(answers);
    await bridge();
    for (let times = 0; times < 3; times += 1) expect((await me(hire())).status).toBe(200);
  });

  it("each has its part of many requests", async () => {
    const [one, two] = [await bridge(), await bridge()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => me(hire())));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(one.asked.length + two.asked.length).toBe(20);
    expect(Math.min(one.asked.length, two.asked.length)).toBeGreaterThan(5);
  });

  it("one that says goodbye gets nothing new, and is still heard", async () => {
    const [one, two] = [await bridge(), await bridge()];
    one.session.goodbye();
    await until("the site has heard it", async () => {
      const shown = await (await call(admin, "GET", `${api}/bridges`)).json<{ id: number; connected: boolean }[]>();
      return shown.find(({ id }) => id === one.id)?.connected === false;
    });
    for (let times = 0; times < 6; times += 1) expect((await me(hire())).status).toBe(200);
    expect(one.asked).toEqual([]);
    expect(two.asked).toHaveLength(6);
  });

  it("none answers for the other", async () => {
    const [one, two] = [await bridge(() => new Promise(() => undefined)), await bridge(() => new Promise(() => undefined))];
    const ids: string[] = [];
    for (const { socket } of [one, two])
      socket.addEventListener("message", ({ data }) => void ids.push((JSON.parse(String(data)) as { id: string }).id));
    const person = hire();
    const attempt = me(person);
    await until("one is asked", () => ids.length === 1);
    const result = { person: { dn: "uid=x", name: person.name, realname: "", email: "", groups: [], admin: true } };
    const forger = one.asked.length === 0 ? one : two;
    forger.socket.send(JSON.stringify({ type: "answer", id: ids[0], result }));
    expect((await attempt).status).toBe(401);
  });
});

it("10,000 seeded frames from a bridge, right and wrong ones mixed, and then a log-in succeeds", { timeout: 120_000 }, async () => {
  const random = seeded(20_261_125);
  const frames = Array.from({ length: 10_000 }, () => frame(random));
  const first = await bridge();
  let current: FakeBridge = first;
  for (const [index, text] of frames.entries()) {
    if (current.closed !== null) current = await again(first.keys);
    try {
      current.socket.send(text);
    } catch {
      // Closed by the one before.
      current = await again(first.keys);
      current.socket.send(text);
    }
    if (index % 20 === 0) await scheduler.wait(0);
  }
  await until("a bridge is there", async () => {
    if (current.closed !== null) current = await again(first.keys);
    return (await ping()).success;
  });
  current.answers = (asked) => directoryOf(people)(asked);
  const person = hire();
  expect((await me(person)).status).toBe(200);
});

async function again(keys: BridgeKeys): Promise<FakeBridge> {
  const made = await connect(keys, { answers: (asked) => directoryOf(people)(asked) });
  await until("it is welcomed", () => made.name !== null);
  return made;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Mostly answers to requests that nobody has made, which do no harm; now and then something that ends the connection. */
function frame(random: () => number): string {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const value = (): unknown =>
    pick<() => unknown>([
      () => null,
      () => random(),
      () => "x".repeat(random() * 300),
      () => [],
      () => ({ person: { dn: fresh("dn") } }),
      () => true,
    ])();
  const message: Record<string, unknown> = {
    type: pick(["answer", "answer", "answer", "answer", "answer", "answer", "hello", "goodbye", "", 7]),
    id: pick<unknown>(["1", crypto.randomUUID(), "", 5, "x".repeat(90)]),
    result: value(),
  };
  if (random() < 0.2) message.fault = pick<unknown>(["unreachable", "nothing", 3, null]);
  if (random() < 0.1) message.version = value();
  const text = JSON.stringify(message);
  if (random() < 0.99)
    return typeof message.id === "string" && message.id !== "" && message.type === "answer"
      ? text
      : `{"type":"answer","id":"1","result":${JSON.stringify(value())}}`;
  return pick([text, text.slice(0, Math.floor(random() * text.length)), text.replace(/"/, "'"), String.fromCharCode(random() * 65_535)]);
}
