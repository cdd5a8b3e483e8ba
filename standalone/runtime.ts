import { join, resolve } from "node:path";
import { Log, LogLevel, Miniflare, type MiniflareOptions } from "miniflare";
import { type Bundle, readModules } from "./modules.ts";
import type { OutboundHandler } from "./outbound/handler.ts";
import { r2Binding, type SocketOptions, socketBinding } from "./miniflare-plugins.ts";
import { bindingsOf, exportsOf, readWranglerConfig, triggersOf, type WranglerConfig } from "./wrangler-config.ts";

export interface RuntimeOptions {
  /** Where wrangler.toml lies. */
  readonly root: string;
  readonly bundle: Bundle;
  readonly data: string;
  readonly socket: SocketOptions;
  readonly variables: Readonly<Record<string, string>>;
  readonly outbound: OutboundHandler;
  readonly outboundTcp: OutboundHandler;
  readonly directory: OutboundHandler;
  /** Called when workerd has crashed and runs again. */
  readonly onRestart: () => void;
}

/** The built Worker in Miniflare with all that wrangler.toml binds. */
export function createRuntime(options: RuntimeOptions): Miniflare {
  const config = readWranglerConfig(options.root);
  return new Miniflare({
    ...instanceOptions(options.data),
    unsafeHandleRuntimeRestart: options.onRestart,
    // The gateway first, since it brings R2.
    workers: [outboundGateway(config, options.outbound), worker(config, options)],
  } as MiniflareOptions);
}

/** Nothing of a development server: no request log, no shared registry of workers, no `cf` of some data centre. */
export function instanceOptions(data: string): object {
  return {
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.WARN),
    logRequests: false,
    enableDevRegistry: false,
    telemetry: { enabled: false },
    resourcePersistencePath: join(data, "state"),
    resourceTmpPath: join(data, "tmp"),
  };
}

function worker(config: WranglerConfig, options: RuntimeOptions): object {
  return {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      manifest: readModules(options.bundle, config.assets.run_worker_first),
      env: {
        ...bindingsOf(config),
        ...textsOf(options.variables),
        ROADSTEAD_SOCKET: socketBinding(options.socket),
        ROADSTEAD_TCP: { type: "node-handler", handler: options.outboundTcp },
        ROADSTEAD_LDAP: { type: "node-handler", handler: options.directory },
      },
      exports: exportsOf(config),
      triggers: triggersOf(config),
      assets: {
        directory: resolve(options.root, config.assets.directory),
        hasUserWorker: true,
        notFoundHandling: config.assets.not_found_handling,
        runWorkerFirst: config.assets.run_worker_first,
      },
    },
    dev: { outboundService: { type: "worker", worker: gatewayName(config) } },
  };
}

function outboundGateway(config: WranglerConfig, handler: OutboundHandler): object {
  return {
    config: {
      name: gatewayName(config),
      compatibilityDate: config.compatibility_date,
      manifest: readModules({ folder: join(import.meta.dirname, "workerd"), mainModule: "outbound.js" }, null),
      env: { HOST: { type: "node-handler", handler }, ROADSTEAD_R2: r2Binding() },
    },
  };
}

function gatewayName(config: WranglerConfig): string {
  return `${config.name}-outbound`;
}

function textsOf(variables: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { type: "text", value }]));
}
