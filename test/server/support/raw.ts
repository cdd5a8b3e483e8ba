/** Requests as bytes on a socket: what no well-behaved client library would send. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends `head` (lines without the empty one) and reads until the connection ends. */
export async function raw(url: string, head: readonly string[]): Promise<RawAnswer> {
  const socket = await open(url);
  socket.write(`${[...head, `Host: ${new URL(url).host}`, "Connection: close"].join("\r\n")}\r\n\r\n`);
  let text = "";
  socket.setEncoding("latin1").on("data", (piece: string) => (text += piece));
  await once(socket, "close");
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text };
}

export interface OpenBody {
  readonly socket: Socket;
  write(bytes: Uint8Array): Promise<void>;
  end(): void;
  /** The status of the answer, once there is one. */
  readonly status: Promise<number>;
}

/** A chunked body that stays open: nothing is sent but what is written. */
export async function openBody(url: string, method: string, path: string, headers: Readonly<Record<string, string>>): Promise<OpenBody> {
  const socket = await open(url);
  const fields = { Host: new URL(url).host, "Transfer-Encoding": "chunked", ...headers };
  socket.write(
    `${[`${method} ${path} HTTP/1.1`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`)].join("\r\n")}\r\n\r\n`,
  );
  const status = new Promise<number>((answered) => {
    let text = "";
    socket.setEncoding("latin1").on("data", (piece: string) => {
      text += piece;
      const found = /^HTTP\/1\.1 (\d{3})/.exec(text);
      if (found) answered(Number(found[1]));
    });
    socket.once("close", () => answered(0));
  });
  const send = (data: Uint8Array | string) => new Promise<void>((sent) => socket.write(data, () => sent()));
  return {
    socket,
    status,
    async write(bytes) {
      await send(`${bytes.length.toString(16)}\r\n`);
      await send(bytes);
      await send("\r\n");
    },
    end: () => void socket.write("0\r\n\r\n"),
  };
}

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}
