import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";

/** What the standalone server takes from wrangler.toml, so that names and numbers stand in one place. */
export interface WranglerConfig {
  readonly name: string;
  readonly compatibility_date: string;
  readonly assets: {
    readonly directory: string;
    readonly binding: string;
    readonly run_worker_first: readonly string[];
    readonly not_found_handling: string;
  };
  readonly d1_databases: readonly { readonly binding: string; readonly database_name: string; readonly migrations_dir: string }[];
  readonly r2_buckets: readonly { readonly binding: string; readonly bucket_name: string }[];
  readonly durable_objects: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] };
  readonly queues: {
    readonly producers: readonly { readonly binding: string; readonly queue: string }[];
    readonly consumers: readonly {
      readonly queue: string;
      readonly max_batch_size: number;
      readonly max_batch_timeout: number;
      readonly max_retries: number;
      readonly dead_letter_queue?: string;
    }[];
  };
}

/** @throws when the file is missing or no TOML. */
export function readWranglerConfig(root: string): WranglerConfig {
  return parse(readFileSync(join(root, "wrangler.toml"), "utf8")) as unknown as WranglerConfig;
}

/** The bindings in Miniflare's form. */
export function bindingsOf(config: WranglerConfig): Record<string, object> {
  return Object.fromEntries([
    ...config.d1_databases.map(({ binding, database_name }) => [binding, { type: "d1", id: database_name }]),
    ...config.r2_buckets.map(({ binding, bucket_name }) => [binding, { type: "r2", name: bucket_name }]),
    ...config.durable_objects.bindings.map(({ name, class_name }) => [
      name,
      { type: "durable-object", worker: config.name, exportName: class_name },
    ]),
    ...config.queues.producers.map(({ binding, queue }) => [binding, { type: "queue", name: queue }]),
    [config.assets.binding, { type: "assets" }],
  ]);
}

/** The Durable Object classes in Miniflare's form. */
export function exportsOf(config: WranglerConfig): Record<string, object> {
  const classes = config.durable_objects.bindings.map(({ class_name }) => class_name);
  return Object.fromEntries(classes.map((name) => [name, { type: "durable-object", storage: "sqlite" }]));
}

/** The queue consumers in Miniflare's form. Crons are not among them: Miniflare rings none. */
export function triggersOf(config: WranglerConfig): object[] {
  return config.queues.consumers.map((consumer) => ({
    type: "queue",
    name: consumer.queue,
    maxBatchSize: consumer.max_batch_size,
    maxBatchTimeout: consumer.max_batch_timeout,
    maxRetries: consumer.max_retries,
    ...(consumer.dead_letter_queue === undefined ? {} : { deadLetterQueue: consumer.dead_letter_queue }),
  }));
}
