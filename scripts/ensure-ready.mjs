// What every command of package.json runs first: installs what is missing, builds the Worker and its static files when their sources
// changed.
// Plain JavaScript without dependencies, for the Node (20 or newer) that a fresh machine has. Says nothing when nothing is to do.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bundle = join(root, "dist/worker");
const assets = join(root, "dist/ui");
const node = join(root, "node_modules/node/bin/node");
const sources = ["worker", "durable-objects", "bridge/src/protocol", "ui", "wrangler.toml", "tsconfig.base.json", "package.json"];

install();
if (!process.argv.includes("--no-build") && isStale()) build();

/** Versions in package.json are exact, so what is installed either is what is asked for or is not. */
function install() {
  const { dependencies, devDependencies } = readJson(join(root, "package.json"));
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  const missing = wanted.filter(([name, version]) => installedVersion(name) !== version).map(([name]) => name);
  if (missing.length === 0 && existsSync(node)) return;
  console.error(`Installing dependencies (${missing.length > 3 ? `${missing.length} packages` : missing.join(", ") || "node"}) …`);
  // Without `--include=dev` a machine with NODE_ENV=production would get no tests and no checks.
  run("npm", ["install", "--include=dev", "--loglevel=error", "--no-audit", "--no-fund"]);
}

function installedVersion(name) {
  const file = join(root, "node_modules", name, "package.json");
  return existsSync(file) ? readJson(file).version : null;
}

function isStale() {
  const built = statSync(join(bundle, "index.js"), { throwIfNoEntry: false });
  return !built || sources.some((source) => newestMs(join(root, source)) > built.mtimeMs);
}

/** A folder counts too: its time changes when a file in it is removed or renamed. */
function newestMs(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** The static files first, since the bundle's time says what is up to date. */
function build() {
  console.error("Building the Worker and the portal …");
  const startedAt = new Date();
  replace(assets, (fresh) => {
    const vite = join(root, "node_modules/vite/bin/vite.js");
    run(node, [vite, "build", "ui", "--config", "ui/vite.config.ts", "--outDir", fresh], { quiet: true });
    copyFileSync(join(root, "node_modules/@scalar/api-reference/dist/browser/standalone.js"), join(fresh, "api-docs/scalar.js"));
  });
  replace(bundle, (fresh) => {
    const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
    run(node, [wrangler, "deploy", "--dry-run", "--outdir", fresh], { quiet: true });
    // As old as what it was built from: a source changed meanwhile is newer.
    utimesSync(join(fresh, "index.js"), startedAt, startedAt);
  });
}

/** Makes a folder beside its place and moves it in at the end, so that a build that fails or runs twice leaves no half of one. */
function replace(folder, make) {
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  make(fresh);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another command built at the same time, from the same sources.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  }
}

function run(command, args, { quiet = false } = {}) {
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? "pipe" : ["ignore", "ignore", "inherit"],
    encoding: "utf8",
    env: { ...process.env, PATH: path, WRANGLER_SEND_METRICS: "false" },
  });
  if (status === 0) return;
  if (quiet) console.error(`${stdout ?? ""}${stderr ?? ""}`);
  console.error(`\`${command.split("/").pop()} ${args.join(" ")}\` failed${error ? `: ${error.message}` : ` (exit code ${status})`}`);
  process.exit(1);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
