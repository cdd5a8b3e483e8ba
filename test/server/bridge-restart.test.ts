/** A bridge and its site as two programs, of which one ends: the connection comes back by itself, and nothing has to be enrolled again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { loadKeys } from "../../bridge/src/keys.ts";
import { keepLink, type Link } from "../../bridge/src/link.ts";
import { freePort } from "../../standalone/free-port.ts";
import { basicClient, bearerClient, tokenIn } from "./support/client.ts";
import { launch, type ServerProcess } from "./support/process.ts";

const password = "Harbor12345";
const folder = mkdtempSync(join(tmpdir(), "roadstead-bridge-restart-"));
const asked: string[] = [];
let port = 0;
let server: ServerProcess;
let link: Link;

const start = () => launch({ data: join(folder, "data"), port, variables: { ROADSTEAD_ADMIN_PASSWORD: password } });

async function configured(method: string, path: string, body: object): Promise<string> {
  const headers = { "Content-Type": "application/json" };
  const answer = await basicClient(server.url, password).call(method, `/api/v2.0${path}`, { body: JSON.stringify(body), headers });
  expect(answer.status, answer.body.toString()).toBeLessThan(300);
  return answer.body.toString();
}

beforeAll(async () => {
  port = await freePort("127.0.0.1");
  server = await start();
  await configured("PUT", "/configurations", { auth_mode: "ldap_auth" });
  const { token } = JSON.parse(await configured("POST", "/bridges", { name: "restart" })) as { token: string };
  const person = (name: unknown) => ({ dn: `uid=${String(name)},dc=x`, name, realname: "R", email: "", groups: [], admin: false });
  link = keepLink({
    siteUrl: new URL(server.url),
    token,
    software: "0",
    keys: await loadKeys(join(folder, "key.json")),
    directory: {
      answer: async ({ method, params }) => {
        asked.push(method);
        return { ok: true, result: { person: person(params.name) } };
      },
      close: async () => undefined,
    },
    log: () => undefined,
  });
  await connected();
}, 60_000);

afterAll(async () => {
  await link?.stop(0);
  await server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function connected(isConnected = true): Promise<void> {
  await vi.waitFor(() => expect(link.state.connected).toBe(isConnected), { timeout: 30_000 });
}

const logIn = async (name: string) => basicClient(server.url, "Secret12345", name).call("GET", "/service/token?service=harbor-registry");

it.each(["SIGKILL", "SIGTERM"] as const)(
  "after %s and another start of the site the bridge answers again",
  async (signal) => {
    const before = await logIn(`before-${signal.toLowerCase()}`);
    expect(before.status).toBe(200);
    await server.kill(signal);
    await connected(false);
    server = await start();
    await connected();
    const asks = asked.length;
    expect((await logIn(`after-${signal.toLowerCase()}`)).status).toBe(200);
    expect(asked.slice(asks)).toEqual(["login"]);
    // What was given out before is still good.
    expect((await bearerClient(server.url, tokenIn(before)).call("GET", "/v2/")).status).toBe(200);
  },
  90_000,
);
