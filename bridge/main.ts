/** `npm run bridge -- [check] --config FILE`: see docs/guide/ldap.md. */
import { parseArgs } from "node:util";
import { text } from "node:stream/consumers";
import { check } from "./src/check.ts";
import { ConfigError, readConfig } from "./src/config.ts";
import { createDirectory } from "./src/directory.ts";
import { serveHealth } from "./src/health.ts";
import { loadKeys } from "./src/keys.ts";
import { keepLink } from "./src/link.ts";
import { log } from "./src/log.ts";
import { version } from "./src/version.ts";

const usage = `usage: bridge [check [--user NAME]] --config FILE | --version
  check        tries the site, the directory and, with --user, a log-in, and says what works; the password comes from
               ROADSTEAD_BRIDGE_CHECK_PASSWORD or the standard input
  --config     JSON; every key may also be given as ROADSTEAD_BRIDGE_<KEY>, which wins
`;
const graceMs = 10_000;

const options = {
  config: { type: "string" },
  user: { type: "string" },
  version: { type: "boolean" },
  help: { type: "boolean" },
} as const;

try {
  const { values, positionals } = readArguments();
  if (values.version) process.stdout.write(`${version}\n`);
  else if (values.help) process.stdout.write(usage);
  else if (!values.config || positionals.length > 1 || (positionals[0] ?? "check") !== "check") throw new ConfigError(usage);
  else if (positionals[0] === "check") await runCheck(values.config, values.user ?? null);
  else await run(values.config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  // The connection to the site may have begun.
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

async function run(file: string): Promise<void> {
  const config = readConfig(file, process.env);
  const keys = await loadKeys(config.keyFile);
  const directory = createDirectory(config.own);
  log("info", "bridge starts", { version, site: config.siteUrl.origin, fingerprint: keys.fingerprint });
  if (config.siteUrl.protocol === "http:") log("warn", "the connection to the site is not encrypted", {});
  const link = keepLink({ siteUrl: config.siteUrl, token: config.token, software: version, keys, directory, log });
  const health = config.healthPort === null ? null : await serveHealth(config.healthPort, link);
  const stop = async () => {
    log("info", "bridge ends", {});
    await link.stop(graceMs);
    health?.close();
    await directory.close();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop()).once("SIGINT", () => void stop());
}

async function runCheck(file: string, user: string | null): Promise<void> {
  const config = readConfig(file, process.env);
  const person = user === null ? null : { name: user, password: process.env.ROADSTEAD_BRIDGE_CHECK_PASSWORD ?? (await readPassword()) };
  let isGood = true;
  await check(config, person, (isFine, words) => {
    isGood &&= isFine;
    process.stdout.write(`${isFine ? "ok    " : "FAILED"} ${words}\n`);
  });
  process.exitCode = isGood ? 0 : 1;
}

async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("password, then Enter and Ctrl-D (it is shown as you type): ");
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}
