/**
 * `npm run deploy`: brings a site on Cloudflare up to date with this checkout: makes the database, the bucket and the queues that are
 * missing, applies migrations, sets the secrets of a first deployment, uploads. Doing it again changes nothing that is there.
 * `-- --dry-run` builds, checks the size and says what would be done, without a network.
 *
 * Wrangler finds the account by `wrangler login` or CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { stringify } from "smol-toml";
import { firstPassword } from "../standalone/first-password.ts";
import { readWranglerConfig } from "../standalone/wrangler-config.ts";

const root = resolve(import.meta.dirname, "..");
const config = readWranglerConfig(root);
const [database] = config.d1_databases;
if (!database) throw new Error("wrangler.toml names no D1 database");
const queues = [
  ...new Set(config.queues.consumers.flatMap(({ queue, dead_letter_queue }) => (dead_letter_queue ? [queue, dead_letter_queue] : [queue]))),
];
/** Cloudflare takes 10 MiB; far less keeps the start of an isolate short. */
const bundleGzipBytesMax = 1024 * 1024;

checkBundle();
if (process.argv.includes("--dry-run")) describe();
else deploy();

function checkBundle(): void {
  const folder = join(root, "dist/worker");
  const files = readdirSync(folder).filter((name) => /\.(js|wasm)$/.test(name));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  console.log(`Worker: ${Math.ceil(bytes / 1024)} KiB compressed, at most ${bundleGzipBytesMax / 1024} KiB`);
  if (bytes > bundleGzipBytesMax) fail("the Worker is too large");
}

function describe(): void {
  const migrations = readdirSync(join(root, database?.migrations_dir ?? "")).filter((name) => name.endsWith(".sql"));
  console.log(`D1 database ${database?.database_name}: ${migrations.length} migrations`);
  for (const { bucket_name } of config.r2_buckets) console.log(`R2 bucket ${bucket_name}`);
  for (const queue of queues) console.log(`Queue ${queue}`);
  console.log("Secrets, when they are not set yet: SECRET_KEY, ROADSTEAD_ADMIN_PASSWORD");
  console.log("Nothing was sent: this was a dry run");
}

function deploy(): void {
  const databaseId = ensureDatabase();
  for (const { bucket_name } of config.r2_buckets) ensure("R2 bucket", bucket_name, ["r2", "bucket"]);
  for (const queue of queues) ensure("queue", queue, ["queues"]);
  // Ids belong to an account, so they stand in a file that is not kept.
  const file = join(root, "wrangler.deploy.toml");
  const databases = config.d1_databases.map((one) => ({ ...one, database_id: databaseId }));
  writeFileSync(file, stringify({ ...config, d1_databases: databases }));
  const secretsFile = join(root, `.secrets.${process.pid}.json`);
  try {
    wrangler(["d1", "migrations", "apply", database?.database_name ?? "", "--remote", "--config", file], true);
    const secrets = missingSecrets(file);
    if (secrets) writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
    wrangler(["deploy", "--config", file, ...(secrets ? ["--secrets-file", secretsFile] : [])], true);
  } finally {
    rmSync(secretsFile, { force: true });
    rmSync(file, { force: true });
  }
}

/** @returns the id of the D1 database, made when it is not there. */
function ensureDatabase(): string {
  const name = database?.database_name ?? "";
  const find = () => {
    const listed = JSON.parse(wrangler(["d1", "list", "--json"])) as { name: string; uuid: string }[];
    return listed.find((one) => one.name === name)?.uuid;
  };
  const found = find();
  if (found) return found;
  wrangler(["d1", "create", name], true);
  return find() ?? fail(`the D1 database ${name} was made and is not listed`);
}

function ensure(what: string, name: string, command: readonly string[]): void {
  if (tryWrangler([...command, "info", name]).status === 0) return;
  console.log(`Making the ${what} ${name}`);
  wrangler([...command, "create", name], true);
}

/** What a first deployment needs. A key is never replaced: what it sealed could not be read again. */
function missingSecrets(configFile: string): Record<string, string> | null {
  const listed = tryWrangler(["secret", "list", "--format", "json", "--config", configFile]);
  // Before the first upload there is no Worker that could have secrets; any other failure must not make a second key.
  const isNew = listed.status !== 0 && /10007|not (be )?found|does not exist/i.test(listed.stderr + listed.stdout);
  if (listed.status !== 0 && !isNew) fail(`cannot list the secrets: ${listed.stderr}`);
  const names = isNew ? [] : (JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name);
  if (names.includes("SECRET_KEY")) return null;
  const { password, made } = firstPassword(process.env.ROADSTEAD_ADMIN_PASSWORD);
  if (made) console.log(`The administrator is "admin", and the password, shown only this once:\n\n    ${password}\n`);
  return {
    SECRET_KEY: randomBytes(32).toString("base64"),
    ROADSTEAD_ADMIN_PASSWORD: password,
    ROADSTEAD_ADMIN_PASSWORD_GENERATED: made ? "1" : "",
  };
}

/** @returns what it printed; ends this program when it fails. */
function wrangler(args: readonly string[], show = false): string {
  const { status, stdout, stderr } = tryWrangler(args, show);
  if (status !== 0) fail(`wrangler ${args.join(" ")} failed\n${stdout ?? ""}${stderr ?? ""}`);
  return stdout ?? "";
}

function tryWrangler(args: readonly string[], show = false) {
  return spawnSync(process.execPath, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: show ? "inherit" : "pipe",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" },
  });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
