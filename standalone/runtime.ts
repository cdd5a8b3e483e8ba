import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Log, LogLevel, Miniflare, type MiniflareOptions } from "miniflare";
import { type OutboundHandler } from "./outbound/handler.ts";
import { readWranglerConfig, type WranglerConfig } from "./wrangler-config.ts";

export interface RuntimeOptions {
  readonly root: string;
  /** Folder of the bundle; its main module is `index.js` unless given. */
  readonly bundle: string;
  readonly mainModule?: string;
  /** Null: keeps everything in memory. */
  readonly data: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly outbound: OutboundHandler;
}

/** The built Worker in Miniflare with all that wrangler.toml binds, listening on a loopback port of its own. */
export function createRuntime(options: RuntimeOptions): Miniflare {
  const config = readWranglerConfig(options.root);
  return new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.WARN),
    telemetry: { enabled: false },
    ...(options.data === null ? {} : { resourcePersistencePath: join(options.data, "state") }),
    workers: [
      {
        config: {
          name: config.name,
          compatibilityDate: config.compatibility_date,
          manifest: { mainModule: options.mainModule ?? "index.js", modulesRoot: options.bundle, modules: modulesOf(options.bundle) },
          env: { ...bindingsOf(config), ...textOf(options.variables) },
          exports: exportsOf(config),
          triggers: triggersOf(config),
          assets: {
            directory: resolve(options.root, config.assets.directory),
            hasUserWorker: true,
            notFoundHandling: config.assets.not_found_handling,
            runWorkerFirst: config.assets.run_worker_first,
          },
        },
        dev: {
          outboundService: { type: "fetcher", handler: options.outbound },
          // Past Miniflare's own entry, which serves development pages and rewrites paths.
          unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        },
      },
    ],
  } as MiniflareOptions);
}

function modulesOf(bundle: string) {
  const files = readdirSync(bundle).filter((name) => name.endsWith(".js"));
  return Object.fromEntries(files.map((name) => [name, { type: "esm", contents: readFileSync(join(bundle, name), "utf8") }]));
}

function bindingsOf(config: WranglerConfig): Record<string, object> {
  return Object.fromEntries([
    ...config.d1_databases.map(({ binding, database_name }) => [binding, { type: "d1", id: database_name }]),
    ...config.r2_buckets.map(({ binding, bucket_name }) => [binding, { type: "r2", name: bucket_name }]),
    ...config.durable_objects.bindings.map(({ name, class_name }) => [
      name,
      { type: "durable-object", worker: config.name, exportName: class_name },
    ]),
    ...config.queues.producers.map(({ binding, queue }) => [binding, { type: "queue", name: queue }]),
  ]);
}

function textOf(variables: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { type: "text", value }]));
}

function exportsOf(config: WranglerConfig): Record<string, object> {
  return Object.fromEntries(
    config.durable_objects.bindings.map(({ class_name }) => [class_name, { type: "durable-object", storage: "sqlite" }]),
  );
}

function triggersOf(config: WranglerConfig): object[] {
  return config.queues.consumers.map((consumer) => ({
    type: "queue",
    name: consumer.queue,
    maxBatchSize: consumer.max_batch_size,
    maxBatchTimeout: consumer.max_batch_timeout,
    maxRetries: consumer.max_retries,
    ...(consumer.dead_letter_queue === undefined ? {} : { deadLetterQueue: consumer.dead_letter_queue }),
  }));
}
