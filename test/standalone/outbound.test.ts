/** Where outgoing traffic may go: by address, by name, and by name servers that change their mind. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import { type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { allowedHosts, isPublicAddress, normaliseHost } from "../../standalone/outbound/addresses.ts";
import { createOutbound } from "../../standalone/outbound/handler.ts";
import { createPolicy, type PolicyOptions } from "../../standalone/outbound/policy.ts";

describe("addresses", () => {
  it.each(["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "x",
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it("an entry is compared as a URL writes it", () => {
    expect(["EXAMPLE.com", "127.1", "::1", "[::FFFF:127.0.0.1]", "0x7f.1"].map(normaliseHost)).toEqual([
      "example.com",
      "127.0.0.1",
      "[::1]",
      "[::ffff:7f00:1]",
      "127.0.0.1",
    ]);
  });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function listen(handle: RequestListener): Promise<number> {
  const server = createServer(handle);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Fetches `url` through the handler, as the Worker does. */
async function through(options: PolicyOptions, url: string, init: RequestInit = {}): Promise<Response> {
  const handler = createOutbound(createPolicy(options));
  const port = await listen((request, response) => void handler(request, response));
  return fetch(`http://127.0.0.1:${port}/`, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), "Roadstead-Outbound-Url": url },
  });
}

const allowing = (...names: string[]) => ({ allowed: () => allowedHosts(names) });

describe("the handler", () => {
  it.each([
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "http://[::ffff:127.0.0.1]:1/",
    "http://2130706433:1/",
    "http://0x7f.1:1/",
  ])("403: %s", async (url) => {
    const answer = await through(allowing(), url);
    expect([answer.status, answer.headers.get("roadstead-outbound-error")]).toEqual([403, "REFUSED"]);
    expect(await answer.text()).toMatch(/not public/);
  });

  it("403: another scheme", async () => {
    expect((await through(allowing(), "file:///etc/passwd")).status).toBe(403);
  });

  it("an allowed name may resolve to anything; an allowed address allows no name that resolves to it", async () => {
    const port = await listen((_, response) => response.end("inside"));
    const resolve = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    expect(await (await through({ ...allowing("inside.test"), resolve }, `http://inside.test:${port}/`)).text()).toBe("inside");
    expect((await through({ ...allowing("127.0.0.1"), resolve }, `http://inside.test:${port}/`)).status).toBe(403);
    expect(await (await through(allowing("127.0.0.1"), `http://127.0.0.1:${port}/`)).text()).toBe("inside");
    expect((await through(allowing("127.0.0.1"), `http://[::ffff:127.0.0.1]:${port}/`)).status).toBe(403);
  });

  it("a name server that says something else the second time changes nothing", async () => {
    const port = await listen((_, response) => response.end("inside"));
    const asked: string[] = [];
    const resolve = (name: string) => {
      asked.push(name);
      return Promise.resolve([{ address: asked.length === 1 ? "192.0.2.7" : "127.0.0.1", family: 4 }]);
    };
    // 192.0.2.7 is taken for public here and answers nobody; what must not happen is a second question that leads inside.
    const isPublic = (address: string) => address === "192.0.2.7";
    const answer = await Promise.race([
      through({ ...allowing(), resolve, isPublic }, `http://rebinding.test:${port}/`).then((found) => found.text()),
      new Promise<string>((waited) => setTimeout(() => waited("nothing"), 1000)),
    ]);
    expect(answer).not.toContain("inside");
    expect(asked).toEqual(["rebinding.test"]);
  });

  it("one address that is not public spoils the whole name", async () => {
    const resolve = () =>
      Promise.resolve([
        { address: "1.1.1.1", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ]);
    expect((await through({ ...allowing(), resolve }, "http://mixed.test/")).status).toBe(403);
  });

  it("passes method, headers, body and answer on, and follows no redirect", async () => {
    let seen: { method: string | undefined; headers: IncomingHttpHeaders; body: string } | undefined;
    const port = await listen(async (request, response) => {
      let body = "";
      for await (const piece of request) body += String(piece);
      seen = { method: request.method, headers: request.headers, body };
      response.writeHead(302, { Location: "http://127.0.0.1:1/", "X-Answer": "1" }).end("moved");
    });
    const init = { method: "POST", body: "hello", headers: { Authorization: "Bearer x" }, redirect: "manual" } as const;
    const answer = await through(allowing("127.0.0.1"), `http://127.0.0.1:${port}/path?x=1`, init);
    expect([answer.status, answer.headers.get("x-answer"), await answer.text()]).toEqual([302, "1", "moved"]);
    expect(seen).toMatchObject({ method: "POST", body: "hello", headers: { authorization: "Bearer x" } });
    expect(Object.keys(seen?.headers ?? {}).filter((name) => name.startsWith("mf-"))).toEqual([]);
  });

  it("502 with a reason when nobody answers", async () => {
    const answer = await through(allowing("127.0.0.1"), "http://127.0.0.1:1/");
    expect([answer.status, answer.headers.get("roadstead-outbound-error")]).toEqual([502, "FAILED"]);
  });
});
