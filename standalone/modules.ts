import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

/** A built Worker: a folder, and the module in it that exports the handlers and the Durable Object classes. */
export interface Bundle {
  readonly folder: string;
  /** `index.js` unless given. */
  readonly mainModule?: string;
}

interface Manifest {
  readonly mainModule: string;
  readonly modulesRoot: string;
  readonly modules: Record<string, { readonly type: string; readonly contents: string | Uint8Array }>;
}

const types: Readonly<Record<string, string>> = { ".js": "esm", ".mjs": "esm", ".wasm": "wasm" };

/**
 * A bundle as Miniflare takes it.
 *
 * @param workerFirst the rules of `run_worker_first`: the bundle runs behind `workerd/entry.js`; null: it runs alone.
 */
export function readModules(bundle: Bundle, workerFirst: readonly string[] | null): Manifest {
  const main = bundle.mainModule ?? "index.js";
  const files = workerFirst ? readdirSync(bundle.folder) : [main];
  const modules = Object.fromEntries(
    files.flatMap((name) => {
      const type = types[extname(name)];
      return type ? [[name, { type, contents: contentsOf(join(bundle.folder, name), type) }] as const] : [];
    }),
  );
  if (!workerFirst) return { mainModule: main, modulesRoot: bundle.folder, modules };
  const entry = {
    "roadstead/entry.js": readFileSync(join(import.meta.dirname, "workerd/entry.js"), "utf8"),
    "roadstead/worker.js": `export * from "../${main}"; export { default } from "../${main}";`,
    "roadstead/rules.js": `export const workerFirst = ${JSON.stringify(workerFirst.map(parseRule))};`,
  };
  const esm = Object.entries(entry).map(([name, contents]) => [name, { type: "esm", contents }] as const);
  return { mainModule: "roadstead/entry.js", modulesRoot: bundle.folder, modules: { ...modules, ...Object.fromEntries(esm) } };
}

function contentsOf(file: string, type: string): string | Uint8Array {
  return type === "esm" ? readFileSync(file, "utf8") : new Uint8Array(readFileSync(file));
}

/** `/v2` is one path, `/v2/*` all below it; wrangler's other forms are not used here. */
function parseRule(rule: string): { path: string; below: boolean } {
  const path = rule.replace(/\*$/, "");
  if (!path.startsWith("/") || path.includes("*"))
    throw new Error(`run_worker_first: ${rule} is neither a path nor a path with /* at its end`);
  return { path, below: rule.endsWith("*") };
}
