/**
 * A Miniflare plugin with one purpose: the socket that clients see leads straight to the Worker. Miniflare's own entry also serves
 * development pages (every R2 object without a log-in among them), rewrites URLs and headers at a client's wish, believes a
 * client's `CF-Connecting-IP`, and costs a hop. It stays on a loopback port of its own, for Miniflare's use.
 */
import type { Plugin } from "miniflare";

export interface SocketOptions {
  /** `host:port` */
  readonly address: string;
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

const type = "unsafe:roadstead-socket";

/** The binding by which a worker's configuration asks for the socket. Nothing is bound. */
export function socketBinding(options: SocketOptions): object {
  return { type, dev: { plugin: { package: import.meta.filename, name: "roadstead-socket" }, options } };
}

const plugin: Plugin = {
  getBindings: () => [],
  getNodeBindings: () => ({}),
  getServices({ options: { config } }) {
    const binding = Object.values(config.env ?? {}).find((found) => found.type === type) as { dev: { options: SocketOptions } } | undefined;
    if (!binding) return [];
    const { address, tls } = binding.dev.options;
    // A header without a value is removed.
    const http = { injectRequestHeaders: [{ name: "CF-Connecting-IP" }] };
    const keypair = tls && { privateKey: tls.key, certificateChain: tls.cert };
    const protocol = keypair ? { https: { options: http, tlsOptions: { keypair } } } : { http };
    const socket = { name: "roadstead", address, service: { name: `core:user:${config.name}` }, ...protocol };
    return { services: [], extensions: [], sockets: [socket] };
  },
};

export const plugins = { "roadstead-socket": plugin };
