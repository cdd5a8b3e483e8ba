/** The connection to a site that comes and goes, and to one that only seems to be there. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { loadKeys } from "../../bridge/src/keys.ts";
import { keepLink, type Link } from "../../bridge/src/link.ts";

let link: Link | null = null;
let site: { server: Server; sockets: Socket[]; hellos: number } | null = null;

afterEach(async () => {
  await link?.stop(0);
  for (const socket of site?.sockets ?? []) socket.destroy();
  site?.server.close();
  vi.useRealTimers();
});

/** Takes connections as a site does, says what it is told to, and then nothing any more, not even to a close. */
async function startSilentSite(says: readonly object[]): Promise<{ url: URL; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.once("data", (head) => {
      const key = /^sec-websocket-key: (.*)\r$/im.exec(String(head))?.[1] ?? "";
      // RFC 6455 §4.2.2
      const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      // What comes next is the hello.
      socket.once("data", () => site && (site.hellos += 1));
      for (const message of says) socket.write(frame(JSON.stringify(message)));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  site = { server, sockets, hellos: 0 };
  const address = server.address();
  return { url: new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`), sockets };
}

/** A short text, unmasked (RFC 6455 §5.2). */
function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, bytes.length]), bytes]);
}

async function connectTo(siteUrl: URL): Promise<{ heard: () => boolean }> {
  const keys = await loadKeys(join(mkdtempSync(join(tmpdir(), "link-")), "key.json"));
  const directory = { answer: async () => ({ ok: true, result: {} }) as const, close: async () => undefined };
  link = keepLink({ siteUrl, token: null, software: "test", keys, directory, log: () => undefined });
  return { heard: () => site?.hellos === 1 };
}

/** While the clock stands still, what happens on sockets does not. */
async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 200_000 && !holds(); turns += 1) await turn();
  expect(holds()).toBe(true);
}

const challenge = { type: "challenge", version: 1, nonce: "0123456789abcdef" };
const welcome = { type: "welcome", version: 1, bridge: "headquarters" };

it.each([
  ["has welcomed the bridge", [challenge, welcome], "silent", 60_000],
  ["has only asked who it is", [challenge], "no welcome", 20_000],
])("a site that %s and then falls silent, without closing, is dialled anew", async (_, says, reason, afterMs) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  const { url, sockets } = await startSilentSite(says);
  const { heard } = await connectTo(url);
  await until(() => heard() && link?.state.connected === says.includes(welcome));
  expect(sockets).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(afterMs);
  expect(link?.state).toMatchObject({ connected: false, reason });
  await vi.advanceTimersByTimeAsync(60_000);
  await until(() => sockets.length > 1);
});
