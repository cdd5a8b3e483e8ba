import { bindingsOf, type Store } from "../db.ts";
import { NotReached } from "./not-reached.ts";

export interface TcpTarget {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
}

const timeoutMs = 15_000;

/**
 * Connects, sends all bytes (none: only connects) and waits until the other side has closed, too, which is all that TCP can tell of
 * their arrival.
 *
 * @throws NotReached
 */
export async function sendTcp(store: Store, target: TcpTarget, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const host = bindingsOf(store).ROADSTEAD_TCP;
  return host ? sendByHost(host, target, bytes) : sendBySocket(target, bytes);
}

/** A standalone server's Node host looks the name up, checks the address and connects: `standalone/outbound/tcp.ts`. */
async function sendByHost(host: Fetcher, { hostname, port, tls }: TcpTarget, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { "Roadstead-Target": `${hostname}:${port}`, "Roadstead-Tls": tls ? "1" : "0" };
  const answer = await host.fetch("http://host/", { method: "POST", headers, body: bytes });
  if (answer.status !== 204) throw new NotReached((await answer.text()).trim());
}

/** Cloudflare refuses private addresses by itself. */
async function sendBySocket({ hostname, port, tls }: TcpTarget, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  // Only workerd has it; what reads the program in Node for its document must not need it.
  const { connect } = await import("cloudflare:sockets");
  const socket = connect({ hostname, port }, { secureTransport: tls ? "on" : "off", allowHalfOpen: true });
  const timer = setTimeout(() => void socket.close(), timeoutMs);
  try {
    await socket.opened;
    const writer = socket.writable.getWriter();
    if (bytes.byteLength > 0) await writer.write(bytes);
    await writer.close();
    for await (const _ of socket.readable);
    await socket.close();
  } catch (error) {
    throw new NotReached(`${hostname}:${port}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
