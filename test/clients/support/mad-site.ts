import { CompactEncrypt } from "jose";
import { createDirectory } from "../../../bridge/src/directory.ts";
import { loadKeys } from "../../../bridge/src/keys.ts";
import type { Values } from "../../../bridge/src/protocol/messages.ts";
import { createSession } from "../../../bridge/src/session.ts";
import { freshFolder } from "./site.ts";

/** A bridge before a real directory, and a site that sends it whatever `madden` makes of good messages. Then one log-in; its answer. */
export async function startMadSite(
  settings: Values,
  madden: (texts: readonly string[]) => readonly string[],
  person: { name: string; password: string },
): Promise<unknown> {
  const keys = await loadKeys(`${freshFolder("mad")}/key.json`);
  const directory = createDirectory();
  const sent: string[] = [];
  const session = createSession({
    audience: "site.test",
    token: null,
    software: "test",
    keys,
    directory,
    log: () => undefined,
    send: (text) => sent.push(text),
    onWelcome: () => undefined,
  });
  const request = async (id: string) => {
    const value = new TextEncoder().encode(JSON.stringify({ id, settings, params: person }));
    const sealing = new CompactEncrypt(value).setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM" });
    return JSON.stringify({ type: "request", id, method: "login", timeout_ms: 10_000, sealed: await sealing.encrypt(keys.sealingPublic) });
  };
  const challenge = JSON.stringify({ type: "challenge", version: 1, nonce: "0123456789abcdef" });
  const welcome = JSON.stringify({ type: "welcome", version: 1, bridge: "mad" });
  await session.receive(challenge);
  await session.receive(welcome);
  for (const text of madden([challenge, welcome, await request("mad")])) await session.receive(text);
  sent.length = 0;
  await session.receive(await request("good"));
  await directory.close();
  return JSON.parse(sent.at(-1) ?? "null");
}
