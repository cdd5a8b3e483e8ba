/** A directory's object goes to sleep between requests: what it knows of its bridges and of failed log-ins is still there when it wakes. */
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { bridge, hire, me, withDirectory } from "./support/directory.ts";
import { connect, createBridge, makeKeys } from "./support/fake-bridge.ts";
import { api } from "./support/harbor.ts";
import { admin, basic, bindings, call, callJson, until } from "./support/site.ts";

withDirectory();

const sleep = () => evictDurableObject(bindings.DIRECTORY_BRIDGE.getByName("ldap"));

describe("after a sleep", () => {
  it("a bridge that was welcomed answers over the same connection, and is shown", async () => {
    const one = await bridge();
    expect((await me(hire())).status).toBe(200);
    await sleep();
    expect((await me(hire())).status).toBe(200);
    expect(one.asked.map(({ method }) => method)).toEqual(["login", "login"]);
    const shown = await (await call(admin, "GET", `${api}/bridges`)).json<{ id: number; connections: number; version: string }[]>();
    expect(shown.find(({ id }) => id === one.id)).toMatchObject({ connections: 1, version: "0.1.0" });
    expect(one.closed).toBeNull();
  });

  it("what is sent is sealed to the key that was proved before", async () => {
    const one = await bridge();
    const seen: string[] = [];
    one.socket.addEventListener("message", ({ data }) => void seen.push(String(data)));
    await sleep();
    const person = hire();
    expect((await me(person)).status).toBe(200);
    expect(one.asked[0]).toMatchObject({ params: { name: person.name, password: person.password } });
    expect(seen.join("")).not.toContain(person.password);
  });

  it("a connection that has not said who it is yet has the same nonce to sign", async () => {
    const { name, token } = await createBridge();
    const held: string[] = [];
    const late = await connect(await makeKeys(), { token });
    late.sends = (text) => void held.push(text);
    await until("it has signed", () => held.length === 1);
    await sleep();
    late.sends = null;
    late.socket.send(held[0] ?? "");
    await until("it is welcomed or closed", () => late.name !== null || late.closed !== null);
    expect(late.name).toBe(name);
    late.socket.close();
  });

  it("a bridge that said goodbye gets nothing new", async () => {
    const [leaving, staying] = [await bridge(), await bridge()];
    leaving.session.goodbye();
    await until("the site has heard it", async () => {
      const shown = await (await call(admin, "GET", `${api}/bridges`)).json<{ id: number; connected: boolean }[]>();
      return shown.find(({ id }) => id === leaving.id)?.connected === false;
    });
    await sleep();
    for (let times = 0; times < 4; times += 1) expect((await me(hire())).status).toBe(200);
    expect([leaving.asked.length, staying.asked.length]).toEqual([0, 4]);
  });

  it("a deleted bridge is cut off", async () => {
    const one = await bridge();
    await sleep();
    expect((await callJson(admin, "DELETE", `${api}/bridges/${one.id}`)).status).toBe(200);
    await until("it is cut off", () => one.closed !== null);
    expect(one.closed).toBe(4403);
  });

  it("failed log-ins of a name still count, and a wrong password is still asked", async () => {
    const { asked } = await bridge();
    const person = hire();
    for (const password of ["wrong-1", "wrong-2"]) expect((await me(basic(person.name, password))).status).toBe(401);
    await sleep();
    expect((await me(basic(person.name, "wrong-3"))).status).toBe(401);
    await sleep();
    expect((await me(person)).status).toBe(429);
    expect(asked).toHaveLength(3);
  });

  it("only the bridge that was turned away last is forgotten: this is how a sleep is seen", async () => {
    const ping = async () => (await (await callJson(admin, "POST", `${api}/ldap/ping`)).json<{ message: string }>()).message;
    const stranger = await connect(await makeKeys());
    await until("it is turned away", () => stranger.closed !== null);
    expect(await ping()).toContain("turned away: bridge_unknown");
    await sleep();
    expect(await ping()).toBe("no bridge is connected");
  });
});
