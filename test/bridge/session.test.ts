/** The bridge's side of the protocol. The transcript of version 1 was recorded once and never changes: it is what is out there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compactVerify, CompactEncrypt, importJWK, type JWK } from "jose";
import { describe, expect, it } from "vitest";
import type { BridgeKeys } from "../../bridge/src/keys.ts";
import { messageBytesMax, type Method, parseFromBridge } from "../../bridge/src/protocol/messages.ts";
import { parseResult } from "../../bridge/src/protocol/results.ts";
import { createSession } from "../../bridge/src/session.ts";
import { madMessages } from "./support/mad-messages.ts";

interface Transcript {
  readonly audience: string;
  readonly keys: { readonly signing: JWK; readonly sealing: JWK };
  readonly token: string;
  readonly settings: Record<string, unknown>;
  readonly params: Readonly<Record<string, Record<string, unknown>>>;
  readonly lines: readonly { readonly from: "site" | "bridge"; readonly text: string }[];
}

const transcript = JSON.parse(readFileSync(join(import.meta.dirname, "transcript-v1.json"), "utf8")) as Transcript;
const publicHalf = ({ kty, crv, x, y }: JWK): JWK => ({ kty, crv, x, y }) as JWK;

async function recordedKeys(): Promise<BridgeKeys> {
  const { signing, sealing } = transcript.keys;
  return {
    signing: (await importJWK(signing, "ES256")) as CryptoKey,
    signingPublic: publicHalf(signing),
    sealing: (await importJWK(sealing, "ECDH-ES")) as CryptoKey,
    sealingPublic: publicHalf(sealing),
    fingerprint: "",
  };
}

type Directory = Parameters<typeof createSession>[0]["directory"];

async function sessionWith(answer: Directory["answer"]) {
  const sent: string[] = [];
  const welcomes: string[] = [];
  const session = createSession({
    audience: transcript.audience,
    token: transcript.token,
    software: "0.1.0",
    keys: await recordedKeys(),
    directory: { answer, close: async () => undefined },
    log: () => undefined,
    send: (text) => sent.push(text),
    onWelcome: (name) => welcomes.push(name),
  });
  return { session, sent, welcomes };
}

const [challenge, hello, welcome] = transcript.lines.map(({ text }) => text);

it("version 1: the recorded site is answered as it was", async () => {
  const asked: unknown[] = [];
  const answers = transcript.lines
    .filter(({ from }) => from === "bridge")
    .map(({ text }) => JSON.parse(text) as { id?: string; result?: unknown; fault?: string; detail?: string });
  const { session, sent, welcomes } = await sessionWith(async ({ method, settings, params }) => {
    asked.push({ method, settings, params });
    const { result, fault, detail } = answers[asked.length] ?? {};
    return fault === undefined ? { ok: true, result } : ({ ok: false, fault, detail } as Awaited<ReturnType<Directory["answer"]>>);
  });
  for (const { from, text } of transcript.lines) if (from === "site") await session.receive(text);
  session.goodbye();
  expect(welcomes).toEqual(["headquarters"]);
  expect(asked).toEqual(Object.entries(transcript.params).map(([method, params]) => ({ method, settings: transcript.settings, params })));
  const recorded = transcript.lines.filter(({ from }) => from === "bridge").map(({ text }) => text);
  expect(sent.slice(1)).toEqual(recorded.slice(1));
  // A signature is another each time; what it says and whose it is are not.
  expect(await proved(sent[0] ?? "")).toEqual(await proved(recorded[0] ?? ""));
});

it("version 1: what the recorded bridge says is understood", () => {
  const messages = transcript.lines.filter(({ from }) => from === "bridge").map(({ text }) => parseFromBridge(text));
  expect(messages.map((message) => message?.type)).toEqual(["hello", "answer", "answer", "answer", "answer", "answer", "goodbye"]);
  const methods = Object.keys(transcript.params) as Method[];
  for (const [index, method] of methods.entries()) {
    const message = messages[index + 1];
    if (message && "result" in message) expect(parseResult(method, message.result), method).toEqual(message.result);
    else expect(message, method).toMatchObject({ fault: "search_refused" });
  }
});

async function proved(text: string): Promise<unknown> {
  const { proof, ...message } = JSON.parse(text) as { proof: string };
  const { payload, protectedHeader } = await compactVerify(proof, await importJWK(publicHalf(transcript.keys.signing), "ES256"));
  return { ...message, protectedHeader, payload: JSON.parse(new TextDecoder().decode(payload)) };
}

describe("a request", () => {
  const request = transcript.lines.find(({ text }) => text.includes('"method":"login"'))?.text ?? "";

  async function answered(text: string): Promise<{ asked: number; last: Record<string, unknown> | null }> {
    let asked = 0;
    const { session, sent } = await sessionWith(async () => {
      asked += 1;
      return { ok: true, result: { server: "x" } };
    });
    await session.receive(challenge ?? "");
    await session.receive(welcome ?? "");
    sent.length = 0;
    await session.receive(text);
    return { asked, last: sent.length === 0 ? null : (JSON.parse(sent.at(-1) ?? "") as Record<string, unknown>) };
  }

  it("before the site has said welcome is ignored", async () => {
    const { session, sent } = await sessionWith(async () => ({ ok: true, result: {} }));
    await session.receive(request);
    await session.receive(challenge ?? "");
    sent.length = 0;
    await session.receive(request);
    expect(sent).toEqual([]);
    expect(hello).toContain('"hello"');
  });

  it("whose content was sealed for another request is refused", async () => {
    const moved = JSON.stringify({ ...JSON.parse(request), id: "another" });
    expect(await answered(moved)).toMatchObject({ asked: 0, last: { id: "another", fault: "unsealing_failed" } });
  });

  it("that was sealed for another bridge, or not at all, is refused", async () => {
    const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const sealed = await new CompactEncrypt(new TextEncoder().encode("{}"))
      .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM" })
      .encrypt(publicKey);
    for (const content of [sealed, "x", btoa(JSON.stringify({ id: "1", settings: {}, params: {} }))]) {
      expect(await answered(JSON.stringify({ ...JSON.parse(request), sealed: content }))).toMatchObject({
        asked: 0,
        last: { fault: "unsealing_failed" },
      });
    }
  });

  it("that nobody waits for any more is not answered", async () => {
    const { session, sent } = await sessionWith(async () => {
      await new Promise((done) => setTimeout(done, 20));
      return { ok: true, result: {} };
    });
    await session.receive(challenge ?? "");
    await session.receive(welcome ?? "");
    sent.length = 0;
    await session.receive(JSON.stringify({ ...JSON.parse(request), timeout_ms: 1 }));
    expect(sent).toEqual([]);
  });

  it("beyond those that a bridge can hold is refused at once", async () => {
    const release = Promise.withResolvers<void>();
    const { session, sent } = await sessionWith(async () => {
      await release.promise;
      return { ok: true, result: {} };
    });
    await session.receive(challenge ?? "");
    await session.receive(welcome ?? "");
    sent.length = 0;
    const running = Array.from({ length: 1001 }, () => session.receive(request));
    await Promise.race(running);
    expect(sent.map((text) => (JSON.parse(text) as { fault?: string }).fault)).toEqual(["bridge_busy"]);
    release.resolve();
    await Promise.all(running);
  });
});

it("10,000 seeded messages of a site that has lost its mind, and then a request is answered", async () => {
  const { session, sent } = await sessionWith(async () => ({ ok: true, result: { server: "x" } }));
  await session.receive(challenge ?? "");
  await session.receive(welcome ?? "");
  for (const text of madMessages(
    transcript.lines.map((line) => line.text),
    10_000,
  ))
    await session.receive(text);
  await session.receive("x".repeat(messageBytesMax + 1));
  expect(session.open).toBe(0);
  sent.length = 0;
  await session.receive(transcript.lines.at(-3)?.text ?? "");
  expect(sent.map((text) => (JSON.parse(text) as { result?: unknown }).result)).toEqual([{ server: "x" }]);
});
