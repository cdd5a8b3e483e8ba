/** The server with a clock that is wrong by so many seconds, in the database and in the program: `skewed-server.ts SECONDS OPTIONS…`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseOptions } from "../../../standalone/options.ts";
import { startServer } from "../../../standalone/server.ts";

const [seconds = "0", ...args] = process.argv.slice(2);
const source = readFileSync(resolve(import.meta.dirname, "../../../dist/worker/index.js"), "utf8");
const sqlClock = "unixepoch('subsec')";
if (!source.includes(sqlClock)) throw new Error("the built Worker asks for the time in another way");
const skewed = source.replaceAll(sqlClock, `(${sqlClock} + ${Number(seconds)})`);
const clock = `{ const now = Date.now; Date.now = () => now() + ${Number(seconds) * 1000}; }\n`;
const folder = mkdtempSync(join(tmpdir(), "roadstead-skewed-"));
writeFileSync(join(folder, "index.js"), clock + skewed);
try {
  const server = await startServer(parseOptions(args, process.env), process.env, { bundle: { folder } });
  console.log(`Roadstead is ready at ${server.url}`);
} finally {
  rmSync(folder, { recursive: true });
}
