/** Raw TCP as on Cloudflare, by workerd's own sockets. On a standalone server it goes by the Node host: test/server. */
import { expect, inject, it } from "vitest";
import { openStore } from "../../worker/store/db.ts";
import { NotReached } from "../../worker/store/outbound/not-reached.ts";
import { sendTcp } from "../../worker/store/outbound/send-tcp.ts";
import { bindings } from "./support/site.ts";

const { port, httpPort } = inject("tcpSink");
const store = openStore(bindings);
const send = (text: string, to: number) =>
  sendTcp(store, { hostname: "127.0.0.1", port: to, tls: false }, new Uint8Array(new TextEncoder().encode(text)));

it("all bytes have arrived when it returns, also when there are many or none", async () => {
  const texts = ["one", "x".repeat(2_000_000), ""];
  for (const text of texts) await send(text, port);
  const answer = await fetch(`http://127.0.0.1:${httpPort}/`);
  expect(await answer.json()).toEqual(texts);
});

it("nobody there, and nobody with a certificate there", async () => {
  await expect(send("x", 1)).rejects.toThrow(NotReached);
  const secure = sendTcp(store, { hostname: "127.0.0.1", port: httpPort, tls: true }, new Uint8Array([1]));
  await expect(secure).rejects.toThrow(NotReached);
});
