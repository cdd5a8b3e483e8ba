/** Who takes a forwarded audit log: a syslog server and an HTTPS server that keep what they get, and fail on request. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttps, type Server as HttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join, resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";

const certificates = resolve(import.meta.dirname, "../../standalone/certificate");
const tls = { cert: readFileSync(join(certificates, "cert.pem"), "utf8"), key: readFileSync(join(certificates, "key.pem"), "utf8") };

/** To be trusted by whoever calls these servers. */
export const { cert: certificate } = tls;

export interface Event {
  readonly id: number;
  readonly [field: string]: unknown;
}

export interface SyslogServer {
  readonly port: number;
  /** The text of every message of a connection that ended well, with its header fields. */
  readonly messages: { readonly header: string; readonly event: Event }[];
  /** So many of the next connections that bring bytes are reset instead of read. */
  resets: number;
  close(): void;
}

export async function startSyslog(options: { tls: boolean }): Promise<SyslogServer> {
  const messages: SyslogServer["messages"] = [];
  const onConnection = (socket: Socket) => {
    const chunks: Buffer[] = [];
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (chunks.push(chunk) === 1 && syslog.resets > 0) {
        syslog.resets -= 1;
        chunks.length = 0;
        socket.resetAndDestroy();
      }
    });
    socket.on("end", () => messages.push(...frames(Buffer.concat(chunks)).map(parse)));
  };
  const server: Server = options.tls ? createTlsServer(tls, onConnection) : createServer(onConnection);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const syslog: SyslogServer = { port: portOf(server), messages, resets: 0, close: () => server.close() };
  return syslog;
}

/** RFC 6587 §3.4.1: MSG-LEN SP SYSLOG-MSG. */
function frames(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString("latin1", at, space));
    found.push(bytes.toString("utf8", space + 1, space + 1 + length));
    at = space + 1 + length;
  }
  return found;
}

/** RFC 5424 §6: PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA SP MSG. */
function parse(message: string) {
  const parts = /^(<\d{1,3}>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ \S+ \S+ \S+) - (\{.*\})$/su.exec(message);
  if (!parts?.[1] || !parts[2]) throw new Error(`not a message of RFC 5424: ${message}`);
  return { header: parts[1], event: JSON.parse(parts[2]) as Event };
}

export interface HttpsReceiver {
  readonly url: string;
  readonly events: Event[];
  readonly authorizations: Set<string | undefined>;
  /** What becomes of the next bodies: taken and not answered, refused, redirected; then all are taken. */
  readonly faults: ("silent" | 500 | 302)[];
  close(): void;
}

export async function startHttps(): Promise<HttpsReceiver> {
  const events: Event[] = [];
  const authorizations = new Set<string | undefined>();
  const faults: HttpsReceiver["faults"] = [];
  const server: HttpsServer = createHttps(tls, async (request, response) => {
    if (request.method !== "POST") return void response.writeHead(405).end();
    const chunks = await request.toArray();
    const fault = faults.shift();
    if (typeof fault === "number") return void response.writeHead(fault, { Location: "https://localhost:1/" }).end();
    events.push(...(JSON.parse(Buffer.concat(chunks).toString()) as Event[]));
    authorizations.add(request.headers.authorization);
    if (fault === "silent") return void request.socket.destroy();
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `https://localhost:${portOf(server)}/audit?source=registry`;
  return { url, events, authorizations, faults, close: () => server.close() };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
