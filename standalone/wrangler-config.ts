import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";

/** What the standalone server takes from wrangler.toml, so that names stand in one place. */
export interface WranglerConfig {
  readonly name: string;
  readonly compatibility_date: string;
  readonly assets: { readonly directory: string; readonly binding: string; readonly run_worker_first: string[]; readonly not_found_handling: "single-page-application" };
  readonly d1_databases: readonly { readonly binding: string; readonly database_name: string }[];
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

export function readWranglerConfig(root: string): WranglerConfig {
  return parse(readFileSync(join(root, "wrangler.toml"), "utf8")) as unknown as WranglerConfig;
}
