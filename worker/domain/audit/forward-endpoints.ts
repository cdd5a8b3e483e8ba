import { NotReached } from "../../store/outbound/not-reached.ts";
import { sendHttp } from "../../store/outbound/send-http.ts";
import { sendTcp, type TcpTarget } from "../../store/outbound/send-tcp.ts";
import type { Context } from "../context.ts";

/** Where the audit log goes: syslog over TCP or TLS, or an address that takes JSON by HTTPS. */
export type ForwardEndpoint =
  | { readonly kind: "syslog"; readonly name: string; readonly target: TcpTarget }
  | { readonly kind: "https"; readonly name: string; readonly url: string };

const endpointsMax = 4;

/** `audit_log_forward_endpoint`: endpoints by commas, each `host:port`, `tcp://host:port`, `tls://host:port` or `https://…`. */
export function parseForwardEndpoints(text: string): readonly ForwardEndpoint[] | null {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const endpoints = names.map(parseEndpoint).filter((endpoint) => endpoint !== null);
  return endpoints.length === names.length && names.length <= endpointsMax ? endpoints : null;
}

function parseEndpoint(name: string): ForwardEndpoint | null {
  const url = URL.parse(name.includes("://") ? name : `tcp://${name}`);
  if (!url || url.username || url.password || url.hash) return null;
  if (url.protocol === "https:") return { kind: "https", name, url: url.href };
  const isBare = (url.pathname === "" || url.pathname === "/") && url.search === "";
  if (!/^(tcp|tls):$/.test(url.protocol) || !isBare || url.hostname === "" || !(Number(url.port) > 0)) return null;
  return { kind: "syslog", name, target: { hostname: url.hostname, port: Number(url.port), tls: url.protocol === "tls:" } };
}

/** Says why somebody is not there, or null: an administrator should see a typing error at once, as in Harbor. */
export async function forwardProblem(ctx: Pick<Context, "store">, endpoint: ForwardEndpoint): Promise<string | null> {
  try {
    if (endpoint.kind === "syslog") await sendTcp(ctx.store, endpoint.target, new Uint8Array());
    else await sendHttp(ctx.store, endpoint.url, { method: "GET" }, () => true);
    return null;
  } catch (error) {
    if (error instanceof NotReached) return error.message;
    throw error;
  }
}
