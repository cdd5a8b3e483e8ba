/**
 * What Miniflare is made to do otherwise, by its own plugins:
 *
 * - The socket that clients see leads straight to the Worker. Miniflare's own entry also serves development pages (every R2 object without a
 *   log-in among them), rewrites URLs and headers at a client's wish, believes a client's `CF-Connecting-IP`, and costs a hop. It stays
 *   on a loopback port of its own, for Miniflare's use.
 * - R2 moves bytes at the pace of who reads them (`r2-simulator.ts`).
 */
import { type Plugin, R2_PLUGIN } from "miniflare";
import { withPacedStreams } from "./r2-simulator.ts";

export interface SocketOptions {
  /** `host:port` */
  readonly address: string;
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

const socketType = "unsafe:roadstead-socket";
const r2Type = "unsafe:roadstead-r2";

/** The binding by which a worker's configuration asks for the socket. Nothing is bound. */
export function socketBinding(options: SocketOptions): object {
  return { type: socketType, dev: { plugin: { package: import.meta.filename, name: "roadstead-socket" }, options } };
}

/** The same for R2. Of two services of one name the first counts, so the worker that asks must come before those that use R2. */
export function r2Binding(): object {
  return { type: r2Type, dev: { plugin: { package: import.meta.filename, name: "roadstead-r2" } } };
}

const socket: Plugin = {
  getBindings: () => [],
  getNodeBindings: () => ({}),
  getServices({ options: { config } }) {
    const binding = Object.values(config.env ?? {}).find((found) => found.type === socketType) as
      | { dev: { options: SocketOptions } }
      | undefined;
    if (!binding) return [];
    const { address, tls } = binding.dev.options;
    // A header without a value is removed.
    const http = { injectRequestHeaders: [{ name: "CF-Connecting-IP" }] };
    const keypair = tls && { privateKey: tls.key, certificateChain: tls.cert };
    const protocol = keypair ? { https: { options: http, tlsOptions: { keypair } } } : { http };
    return {
      services: [],
      extensions: [],
      sockets: [{ name: "roadstead", address, service: { name: `core:user:${config.name}` }, ...protocol }],
    };
  },
};

const r2: Plugin = {
  getBindings: () => [],
  getNodeBindings: () => ({}),
  async getServices(given) {
    const { config } = given.options;
    if (!Object.values(config.env ?? {}).some((found) => found.type === r2Type)) return [];
    const asked = { ...config, env: { R2: { type: "r2", name: "any" } } } as typeof config;
    const services = await R2_PLUGIN.getServices({ ...given, options: { ...given.options, config: asked } });
    if (!Array.isArray(services)) throw new Error("Miniflare's R2 consists of more than services");
    return services.map((service) => {
      const worker = "worker" in service ? service.worker : undefined;
      if (!worker || !("durableObjectNamespaces" in worker) || !("modules" in worker)) return service;
      return { ...service, worker: { ...worker, modules: withPacedStreams(worker.modules) } } as typeof service;
    });
  },
};

export const plugins = { "roadstead-socket": socket, "roadstead-r2": r2 };
