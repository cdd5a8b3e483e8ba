// Runs a TypeScript file with the Node 24 that the npm package `node` brings, whatever Node npm itself runs on.
// Usage: node scripts/with-node24.mjs FILE ARGS…
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bin = resolve(root, "node_modules/.bin");
const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error("usage: node scripts/with-node24.mjs FILE ARGS…");
  process.exit(2);
}

const child = spawn(resolve(root, "node_modules/node/bin/node"), [file, ...args], {
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
});

// The child decides when to end; this process only passes the wish on and repeats the outcome.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`cannot run Node 24 (${error.message}); remove node_modules and try again`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
});
