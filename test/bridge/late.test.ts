/** A directory that hangs: what nobody waits for any more is not asked, least of all with somebody's password. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createDirectory } from "../../bridge/src/directory.ts";
import { logIn } from "../../bridge/src/ldap/people.ts";
import { memoryPool } from "./support/memory-pool.ts";

let server: Server | null = null;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
});

/** Takes connections and says nothing. */
async function startHungDirectory(): Promise<string> {
  server = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `ldap://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

it("a request does not wait for a connection longer than anybody waits for its answer", async () => {
  const settings = { ldap_url: await startHungDirectory(), ldap_timeout: 1, ldap_pool_size: 2, ldap_base_dn: "dc=x" };
  const directory = createDirectory();
  const asks = Array.from({ length: 12 }, () =>
    directory.answer({ method: "search_people", settings, params: { name: "a" }, timeoutMs: 2500 }),
  );
  const faults = (await Promise.all(asks)).map((answer) => (answer.ok ? "" : answer.fault));
  expect(faults.filter((fault) => fault === "directory_timeout").length).toBeGreaterThanOrEqual(2);
  expect(faults.filter((fault) => fault === "bridge_busy").length).toBeGreaterThanOrEqual(6);
  // Those that gave up have opened no connection of their own.
  expect(sockets.length).toBeLessThanOrEqual(6);
  await directory.close();
});

it.each(["", "\0", "secret\0", "\0secret"])(
  "the password %j, which is empty or longer than a directory may think, is not tried",
  async (password) => {
    const { pool } = memoryPool([{ dn: "uid=ada,dc=x", uid: "ada" }], { ldap_uid: "uid" });
    Object.assign(pool, { tryPassword: async () => expect.unreachable() });
    expect(await logIn(pool, false, { name: "ada", password, untilMs: Infinity })).toEqual({ refused: "password" });
  },
);

it("a password is not tried when it is too late", async () => {
  const { pool } = memoryPool([{ dn: "uid=ada,dc=x", uid: "ada" }], { ldap_uid: "uid" });
  const tried: string[] = [];
  Object.assign(pool, { tryPassword: async (dn: string) => (tried.push(dn), null) });
  const attempt = (untilMs: number) => logIn(pool, false, { name: "ada", password: "secret", untilMs });
  await expect(attempt(Date.now() - 1)).rejects.toMatchObject({ fault: "directory_timeout" });
  expect(tried).toEqual([]);
  expect(await attempt(Date.now() + 60_000)).toMatchObject({ person: { name: "ada" } });
  expect(tried).toEqual(["uid=ada,dc=x"]);
});
